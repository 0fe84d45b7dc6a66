"use client";

import { PreviewButton } from "@/components/syncs/preview";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { SyncItem } from "@/lib/syncs/views";

/** Shown until a file was read: how to load its columns without changing any users. */
export function ReadFirst({ sync, canStart }: { sync: SyncItem; canStart: boolean }) {
  if (sync.sourceKind === "upload") return null;
  return (
    <Alert>
      <AlertTitle>The columns of {sync.path ?? "the file"} are not known yet</AlertTitle>
      <AlertDescription className="grid justify-items-start gap-2">
        A preview reads the file without changing any users. If it reports missing columns, come back here to
        map them.
        {canStart ? <PreviewButton sync={sync} /> : null}
      </AlertDescription>
    </Alert>
  );
}
