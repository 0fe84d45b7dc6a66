"use client";

import { Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { formatDay } from "@/lib/format/time";
import { undoRunAction } from "@/lib/runs/actions";
import { effectsOf, type KindCounts } from "@/lib/runs/plan-counts";

type Props = {
  runId: string;
  /** The applied changes of the run, as its undo would revert them. */
  back: KindCounts;
  /** ISO instant until which the run can be undone. */
  until: string;
};

/** "Undo this run": makes the plan of the undo, and opens it. */
export function UndoButton({ runId, back, until }: Props) {
  const { org, workspace } = useScope();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { run } = useAction(undoRunAction, {
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
            <p>You first see the plan, person by person. Nothing changes until you apply it.</p>
            <p className="mt-2">Unless they were changed since then:</p>
          </>
        }
        done={done}
        lost={lost}
        kept={[
          "Changes made since then by members or other runs are kept",
          `You can undo this run until ${formatDay(new Date(until), new Date())}`,
        ]}
        tone="default"
        confirmLabel="Preview undo"
        onConfirm={() => run({ org, workspace }, { runId })}
      />
    </>
  );
}
