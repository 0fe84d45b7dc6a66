"use client";

import { Eye } from "lucide-react";
import { useRouter } from "next/navigation";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { previewSyncAction } from "@/lib/runs/actions";
import type { SyncItem } from "@/lib/syncs/views";

/** "Preview changes"; nothing for uploads, which always start with a preview. */
export function PreviewButton({ sync }: { sync: SyncItem }) {
  const { start, pending } = usePreview();
  if (sync.sourceKind === "upload") return null;
  return (
    <Button
      variant="outline"
      pending={pending}
      onClick={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}
    >
      <Eye aria-hidden="true" />
      Preview changes{" "}
    </Button>
  );
}

type Target = { syncId: string; workspace: string };

/** Starts a preview of a sync and opens its run. */
export function usePreview() {
  const { org } = useScope();
  const router = useRouter();
  const { run, pending } = useAction(previewSyncAction);

  async function start({ syncId, workspace }: Target): Promise<void> {
    const result = await run({ org, workspace }, { syncId });
    if (result.ok) router.push(`/${org}/${workspace}/runs/${result.data.runId}`);
  }

  return { start, pending };
}
