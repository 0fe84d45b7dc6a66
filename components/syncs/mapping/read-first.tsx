"use client";

import { PreviewButton } from "@/components/syncs/preview-button";
import type { SyncNow } from "@/components/syncs/types";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { SyncItem } from "@/lib/syncs/views";

/** Before a file was read: how to get its columns here, without anybody being changed. */
export function ReadFirst({ sync, preview }: { sync: SyncItem; preview: SyncNow | null }) {
  if (sync.sourceKind === "upload") return null;
  return (
    <Alert>
      <AlertTitle>The columns of {sync.path ?? "the file"} are not known yet</AlertTitle>
      <AlertDescription className="grid justify-items-start gap-2">
        A preview reads the file and changes nobody. It may say that columns are missing: then come back here,
        and the file's columns are listed.
        {preview ? <PreviewButton sync={sync} preview={preview} /> : null}
      </AlertDescription>
    </Alert>
  );
}
