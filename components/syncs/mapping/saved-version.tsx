"use client";

import { Eye } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { usePreview } from "@/components/syncs/preview";
import { syncHref } from "@/components/syncs/sync-links";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SyncItem } from "@/lib/syncs/views";

type Props = {
  sync: SyncItem;
  version: number;
  canStart: boolean;
};

/** "Saved as version 4", with a button that previews its changes. */
export function SavedVersion({ sync, version, canStart }: Props) {
  const { org, workspace } = useScope();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div ref={box}>
      <Alert tone="success">
        <AlertTitle>Saved as version {version}</AlertTitle>
        <AlertDescription className="grid justify-items-start gap-2.5">
          It takes effect with the next run. Saving did not change any users.
          <span className="flex flex-wrap gap-2">
            {sync.sourceKind === "upload" ? (
              <Button asChild size="sm">
                <Link href={`/${org}/${workspace}/upload`}>Upload a file</Link>
              </Button>
            ) : canStart ? (
              <ShowChanges sync={sync} />
            ) : null}
            <Button asChild size="sm" variant="outline">
              <Link href={syncHref(org, sync)}>Back to sync</Link>
            </Button>
          </span>
        </AlertDescription>
      </Alert>
    </div>
  );
}

function ShowChanges({ sync }: { sync: SyncItem }) {
  const { start, pending } = usePreview();
  return (
    <Button
      size="sm"
      pending={pending}
      onClick={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}
    >
      <Eye aria-hidden="true" />
      Preview changes
    </Button>
  );
}
