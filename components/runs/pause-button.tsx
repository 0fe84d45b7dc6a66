"use client";

import { CirclePause } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { pauseSyncAction } from "@/lib/syncs/actions";

/** Stops the schedule of a sync whose last run was undone. */
export function PauseButton({ syncId }: { syncId: string }) {
  const scope = useScope();
  const { run, pending } = useAction(pauseSyncAction, { success: "Sync paused" });
  return (
    <Button
      variant="outline"
      size="sm"
      pending={pending}
      onClick={() => void run(scope, { syncId, paused: true })}
    >
      <CirclePause aria-hidden="true" />
      Pause sync
    </Button>
  );
}
