"use client";

import { Ban, RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { cancelRunAction, syncNowAction } from "@/lib/runs/actions";

export function CancelRunButton({ runId }: { runId: string }) {
  const scope = useScope();
  const { run, pending } = useAction(cancelRunAction, { success: "Run cancelled. Nothing was changed." });
  return (
    <Button variant="outline" pending={pending} onClick={() => void run(scope, { runId })}>
      <Ban aria-hidden="true" />
      Cancel run
    </Button>
  );
}

/** Starts the sync of a finished run again and goes to the new run. */
export function SyncAgainButton({ syncId }: { syncId: string }) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const { run, pending } = useAction(syncNowAction, {
    success: ({ merged }) => (merged ? "A run of this sync is already queued" : "Sync started"),
    onDone: ({ runId }) => router.push(`/${org}/${workspace}/runs/${runId}`),
  });
  return (
    <Button variant="outline" pending={pending} onClick={() => void run({ org, workspace }, { syncId })}>
      <RefreshCw aria-hidden="true" />
      Sync now
    </Button>
  );
}
