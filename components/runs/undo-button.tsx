"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { effectsOf, type KindCounts } from "@/components/runs/plan-words";
import type { UndoRun } from "@/components/runs/types";
import { Button } from "@/components/ui/button";
import { formatDay } from "@/lib/format/time";

type Props = {
  runId: string;
  /** What the run made real, as its undo would turn it around. */
  back: KindCounts;
  /** ISO instant until which it is possible. */
  until: string;
  undo: UndoRun;
};

/** "Undo this run": makes the plan of turning it around, and goes there. */
export function UndoButton({ runId, back, until, undo }: Props) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { run } = useAction(undo, {
    quiet: true,
    onDone: (made) => router.push(`/${org}/${workspace}/runs/${made.runId}`),
  });
  const { done, lost } = effectsOf(back, true);
  return (
    <>
      <Button variant="outline" onClick={() => setAsking(true)}>
        <Undo2 aria-hidden="true" />
        Undo this run
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Undo this run?"
        description={
          <>
            <p>First you see the plan of it, person by person. Nothing changes until you apply that plan.</p>
            <p className="mt-2">Unless someone has changed them since:</p>
          </>
        }
        done={done}
        lost={lost}
        kept={[
          "What people or other runs have changed since stays as they left it",
          `Possible until ${formatDay(new Date(until), new Date())}`,
        ]}
        tone="default"
        confirmLabel="Show the plan"
        onConfirm={() => run({ org, workspace }, { runId })}
      />
    </>
  );
}
