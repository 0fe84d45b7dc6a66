"use client";

import { Play, Upload } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { syncNowAction } from "@/lib/runs/actions";
import type { SyncItem } from "@/lib/syncs/views";

/** "Sync now"; for uploads, a link to the next upload. */
export function SyncNowButton({ sync }: { sync: SyncItem }) {
  const { org } = useScope();
  const { start, pending } = useSyncNow();
  if (sync.sourceKind === "upload") {
    return (
      <Button asChild>
        <Link href={`/${org}/${sync.workspace.slug}/upload`}>
          <Upload aria-hidden="true" />
          Upload CSV
        </Link>
      </Button>
    );
  }
  return (
    <Button pending={pending} onClick={() => void start({ syncId: sync.id, workspace: sync.workspace.slug })}>
      <Play aria-hidden="true" />
      Sync now
    </Button>
  );
}

type Target = { syncId: string; workspace: string };

/** Starts a run manually, with a toast that links to it. `start` works from anywhere in the organization. */
export function useSyncNow() {
  const { org } = useScope();
  const router = useRouter();
  const { run, pending } = useAction(syncNowAction);

  async function start({ syncId, workspace }: Target): Promise<string | null> {
    const result = await run({ org, workspace }, { syncId });
    if (!result.ok) return null;
    const { runId, merged } = result.data;
    const href = `/${org}/${workspace}/runs/${runId}`;
    toast.success(merged ? "A run of this sync is already queued" : "Sync started", {
      description: merged ? "It starts when the current run ends." : undefined,
      action: { label: "View run", onClick: () => router.push(href) },
    });
    return href;
  }

  return { start, pending };
}
