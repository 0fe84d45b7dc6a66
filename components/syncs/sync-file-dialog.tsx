"use client";

import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DialogFoot } from "@/components/patterns/dialog-foot";
import { TitledDialog } from "@/components/patterns/titled-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { FolderBrowser } from "@/components/remote-sources/folder-browser";
import { syncFileAction } from "@/lib/runs/actions";
import type { SyncDetail } from "@/lib/syncs/views";

type Props = { sync: SyncDetail; onClose: () => void };

/** "Sync a file": one file of the Remote Source, selected in its folders, whatever the path of the sync says. */
export function SyncFileDialog({ sync, onClose }: Props) {
  const { org } = useScope();
  const router = useRouter();
  const [path, setPath] = useState<string | null>(null);
  const { run, pending } = useAction(syncFileAction);
  const workspace = sync.workspace.slug;

  async function start(chosen: string): Promise<void> {
    const result = await run({ org, workspace }, { syncId: sync.id, path: chosen });
    if (result.ok) router.push(`/${org}/${workspace}/runs/${result.data.runId}`);
  }

  return (
    <TitledDialog
      title="Sync a file"
      description={`Reads one file for ${sync.name}, also one that is older than the last. The limits of the sync apply, and an older file needs approval. The next scheduled run only takes a file that is newer than the newest so far.`}
      onClose={onClose}
      width="wide"
    >
      {sync.remoteSource ? <FolderBrowser source={sync.remoteSource} onPick={setPath} /> : null}
      <p aria-live="polite" className="wrap-anywhere text-sm">
        {path === null ? (
          <span className="text-muted-foreground">Select a file.</span>
        ) : (
          <>
            Selected: <span className="font-mono">{path}</span>
          </>
        )}
      </p>
      <DialogFoot
        onCancel={onClose}
        verb={
          <>
            <Play aria-hidden="true" />
            Sync this file
          </>
        }
        pending={pending}
        disabled={path === null}
        onVerb={() => {
          if (path !== null) void start(path);
        }}
      />
    </TitledDialog>
  );
}
