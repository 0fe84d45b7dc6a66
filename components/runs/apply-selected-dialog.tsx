"use client";

import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { missingOf, type Selection, withSelected } from "@/components/runs/selection";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { PendingPlan } from "@/lib/runs/pending-plan";
import { countKinds, effectsOf } from "@/lib/runs/plan-counts";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  ticks: Selection;
  plan: PendingPlan;
  isUndo: boolean;
  onConfirm: (changeIds: number[]) => Promise<unknown>;
};

/** Confirms the selected changes: what applying them does, and what happens to the others. */
export function ApplySelectedDialog({ ticks, plan, isUndo, onConfirm, ...dialog }: DialogProps) {
  const { blocked } = missingOf(ticks);
  const out = new Set(blocked.map(({ id }) => id));
  const go = [...ticks.values()].filter(({ id }) => !out.has(id));
  const { done, lost } = effectsOf(countKinds(go), isUndo);
  const rest = plan.all - go.length;
  const verb = isUndo ? "Undo" : "Apply";
  return (
    <ConfirmDialog
      {...dialog}
      title={`${verb} selected (${formatNumber(go.length)})?`}
      description={
        rest > 0
          ? `The other ${plural(rest, "change is", "changes are")} left out. ${
              isUndo ? "They stay as they are." : "The next run plans them again if the file still has them."
            }`
          : "This is the whole plan."
      }
      done={done}
      lost={[
        ...lost,
        ...(blocked.length > 0
          ? [
              `${formatNumber(blocked.length)} selected ${
                blocked.length === 1 ? "change depends" : "changes depend"
              } on changes that are not selected, and ${blocked.length === 1 ? "is" : "are"} left out too`,
            ]
          : []),
      ]}
      kept={lost.length > 0 ? "Removed users can be restored with all their data for 30 days." : undefined}
      tone={lost.length > 0 ? "destructive" : "default"}
      confirmLabel={`${verb} selected (${formatNumber(go.length)})`}
      onConfirm={() => onConfirm([...ticks.keys()])}
    />
  );
}

type NoteProps = { ticks: Selection; replace: (ticks: Selection) => void };

/** Beside the buttons: the missing dependencies of the selected changes, and a button to clear the selection. */
export function SelectedNote({ ticks, replace }: NoteProps) {
  const { blocked, missing } = missingOf(ticks);
  return (
    <span className="ml-auto flex flex-wrap items-center gap-2 text-sm max-sm:ml-0 max-sm:w-full">
      {missing.length > 0 ? (
        <>
          <span className="text-held">
            {formatNumber(blocked.length)} of them {blocked.length === 1 ? "depends" : "depend"} on changes
            that are not selected
          </span>
          <Button variant="outline" size="sm" onClick={() => replace(withSelected(ticks, missing))}>
            Select those too
          </Button>
        </>
      ) : null}
      <Button variant="ghost" size="sm" onClick={() => replace(new Map())}>
        Clear selection
      </Button>
    </span>
  );
}
