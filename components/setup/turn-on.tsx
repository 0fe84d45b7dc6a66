"use client";

import { Power } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { pauseSyncAction } from "@/lib/syncs/actions";

/** Ends the set-up. Before a plan was applied the first run still makes one that waits for approval. */
export function TurnOn({ syncId, isReady }: { syncId: string; isReady: boolean }) {
  const scope = useScope();
  const { run, pending } = useAction(pauseSyncAction, {
    success: isReady ? "The sync is on" : "The sync is on. Its first plan waits for your approval.",
  });
  return (
    <Button
      variant={isReady ? "default" : "ghost"}
      pending={pending}
      onClick={() => void run(scope, { syncId, paused: false })}
    >
      <Power aria-hidden="true" />
      {isReady ? "Turn on" : "Turn on without the other steps"}
    </Button>
  );
}
