"use client";

import { ListChecks } from "lucide-react";
import { useRouter } from "next/navigation";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { previewSyncAction } from "@/lib/runs/actions";

/** Starts the plan, which is pending approval whatever the limits say. */
export function MakePlan({ syncId, label }: { syncId: string; label: string }) {
  const scope = useScope();
  const router = useRouter();
  const { run, pending } = useAction(previewSyncAction, { onDone: () => router.refresh() });
  return (
    <Button pending={pending} onClick={() => void run(scope, { syncId })}>
      <ListChecks aria-hidden="true" />
      {label}
    </Button>
  );
}
