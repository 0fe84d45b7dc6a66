"use client";

import { Bell, BellOff } from "lucide-react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { followSyncAction, muteSyncAction } from "@/lib/alerts/actions";

/** Whether the member is told of this sync; pressed while they are. */
export function FollowButton({ syncId, follows }: { syncId: string; follows: boolean }) {
  const scope = useScope();
  const follow = useAction(followSyncAction, { success: "You follow this sync from now on" });
  const mute = useAction(muteSyncAction, { success: "You get no more alerts about this sync" });
  const Icon = follows ? BellOff : Bell;
  return (
    <Button
      variant="outline"
      pending={follow.pending || mute.pending}
      title={follows ? "You get alerts about this sync" : "You get no alerts about this sync"}
      onClick={() => void (follows ? mute : follow).run(scope, { syncId })}
    >
      <Icon aria-hidden="true" />
      {follows ? "Mute" : "Follow"}
    </Button>
  );
}
