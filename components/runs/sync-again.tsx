"use client";

import { Play } from "lucide-react";
import { useScope } from "@/components/patterns/use-scope";
import { useSyncNow } from "@/components/syncs/sync-now";
import { Button } from "@/components/ui/button";

/** Starts the next run of the sync of this run. */
export function SyncAgain({ syncId }: { syncId: string }) {
  const { workspace } = useScope();
  const { start, pending } = useSyncNow();
  return (
    <Button size="sm" pending={pending} onClick={() => void start({ syncId, workspace })}>
      <Play aria-hidden="true" />
      Sync now
    </Button>
  );
}
