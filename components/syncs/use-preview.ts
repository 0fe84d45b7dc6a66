"use client";

import { useRouter } from "next/navigation";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { SyncNow } from "@/components/syncs/types";

type Target = { syncId: string; workspace: string };

/** Starts a preview of a sync and opens its run. */
export function usePreview(preview: SyncNow) {
  const { org } = useScope();
  const router = useRouter();
  const { run, pending } = useAction(preview);

  async function start({ syncId, workspace }: Target): Promise<void> {
    const result = await run({ org, workspace }, { syncId });
    if (result.ok) router.push(`/${org}/${workspace}/runs/${result.data.runId}`);
  }

  return { start, pending };
}
