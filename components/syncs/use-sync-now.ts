"use client";

import { useRouter } from "next/navigation";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { SyncNow } from "@/components/syncs/types";

type Target = { syncId: string; workspace: string };

/** Starts a run manually, with a toast that links to it. `start` works from anywhere in the organization. */
export function useSyncNow(syncNow: SyncNow) {
  const { org } = useScope();
  const router = useRouter();
  const { run, pending } = useAction(syncNow);

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
