"use client";

import { Table2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Panel } from "@/components/patterns/panel";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { confirmSetupStepAction } from "@/lib/syncs/actions";

type Props = { syncId: string; next: string; mappingHref: string };

/** Where each column of the file goes. */
export function FieldsPanel({ syncId, next, mappingHref }: Props) {
  const scope = useScope();
  const router = useRouter();
  const { run, pending } = useAction(confirmSetupStepAction, { onDone: () => router.push(next) });
  return (
    <Panel
      title="Fields"
      description="Columns named ID, Email, First name, Last name or Mobile, or exactly like a profile field, are matched automatically."
      footer={
        <>
          <Button pending={pending} onClick={() => void run(scope, { syncId, step: "fields" })}>
            Continue
          </Button>
          <Button asChild variant="outline">
            <Link href={mappingHref}>
              <Table2 aria-hidden="true" />
              Edit mapping
            </Link>
          </Button>
        </>
      }
    />
  );
}
