"use client";

import { CirclePause } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { PauseSync } from "@/components/runs/types";
import { Button } from "@/components/ui/button";

/** Stops the schedule of a sync whose last run was undone. */
export function PauseButton({ syncId, pause }: { syncId: string; pause: PauseSync }) {
  const scope = useScope();
  const { run, pending } = useAction(pause, { success: "Sync paused" });
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
