"use client";

import { Play } from "lucide-react";
import { useScope } from "@/components/patterns/use-scope";
import type { SyncNow } from "@/components/syncs/types";
import { useSyncNow } from "@/components/syncs/use-sync-now";
import { Button } from "@/components/ui/button";

/** Starts the next run of the sync of this run. */
export function SyncAgain({ syncId, syncNow }: { syncId: string; syncNow: SyncNow }) {
  const { workspace } = useScope();
  const { start, pending } = useSyncNow(syncNow);
  return (
    <Button size="sm" pending={pending} onClick={() => void start({ syncId, workspace })}>
      <Play aria-hidden="true" />
      Sync now
    </Button>
  );
}
