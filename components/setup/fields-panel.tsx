"use client";

import { Table2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { deferred, useDeferred } from "@/components/patterns/deferred";
import { Panel } from "@/components/patterns/panel";
import { sayUnreachable } from "@/components/patterns/say-unreachable";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import type { FileLook } from "@/lib/file-looks/views";
import { confirmSetupStepAction } from "@/lib/syncs/actions";

const fileFields = deferred(async () => (await import("@/components/file-looks/file-fields")).FileFields);

type Props = {
  syncId: string;
  look: FileLook | null;
  canCreateFields: boolean;
  /** Where the next step is. */
  next: string;
  mappingHref: string;
};

/** What is in the file, and where each of its columns goes. */
export function FieldsPanel({ syncId, look, canCreateFields, next, mappingHref }: Props) {
  const scope = useScope();
  const router = useRouter();
  const { run } = useAction(confirmSetupStepAction, { onDone: () => router.push(next) });
  const FileFields = useDeferred(fileFields, true, sayUnreachable);
  return (
    <Panel
      flush
      title="Fields"
      description="What is in the file, and where each column goes. Standard columns are matched already."
      actions={
        <Button asChild variant="outline" size="sm">
          <Link href={mappingHref}>
            <Table2 aria-hidden="true" />
            Edit mapping
          </Link>
        </Button>
      }
    >
      {FileFields ? (
        <FileFields
          syncId={syncId}
          look={look}
          canCreateFields={canCreateFields}
          onSaved={() => void run(scope, { syncId, step: "fields" })}
        />
      ) : (
        <p role="status" className="p-4 text-muted-foreground text-sm">
          Loading
        </p>
      )}
    </Panel>
  );
}
