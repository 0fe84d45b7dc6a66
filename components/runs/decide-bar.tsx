"use client";

import { Check, X } from "lucide-react";
import { useRef, useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useFoot } from "@/components/patterns/use-foot";
import { useScope } from "@/components/patterns/use-scope";
import { ApplySelectedDialog, SelectedNote } from "@/components/runs/apply-selected-dialog";
import { useSelection } from "@/components/runs/selection";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { approveRunAction, discardRunAction } from "@/lib/runs/actions";
import { decisionTone, type PendingPlan } from "@/lib/runs/pending-plan";
import { countKinds, effectsOf } from "@/lib/runs/plan-counts";

type Props = {
  runId: string;
  plan: PendingPlan;
  /** The revision of the plan that is shown: only this one is approved. */
  revision: number;
  isUndo: boolean;
};

/** The sticky bar of a plan: apply all of it, without removals, or only the selected changes; or discard it. */
export function DecideBar({ runId, plan, revision, isUndo }: Props) {
  const scope = useScope();
  const bar = useRef<HTMLDivElement>(null);
  useFoot(bar);
  const [asking, setAsking] = useState<"all" | "ticked" | "discard" | null>(null);
  const { ticks, replace } = useSelection(runId);
  const some = useAction(approveRunAction, { success: isUndo ? "Undoing the run" : "Applying the changes" });
  const applyAll = () => some.run(scope, { runId, revision, what: "all" });
  const verb = isUndo ? "Undo" : "Apply";
  const losses = plan.removals + plan.teamLosses;
  const selectedRemovals = countKinds(ticks.values()).remove ?? 0;
  const label =
    plan.partly && plan.removals === plan.all ? plural(plan.all, "removal") : `all ${formatNumber(plan.all)}`;
  const dialog = (name: typeof asking) => ({
    open: asking === name,
    onOpenChange: (open: boolean) => setAsking(open ? name : null),
  });
  return (
    <div
      ref={bar}
      className="sticky bottom-0 z-20 -mx-4 border-t bg-background/95 px-4 py-3 backdrop-blur sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8"
    >
      <div className="flex flex-wrap items-center gap-2 max-sm:[&_[data-slot=button]]:h-10">
        {ticks.size > 0 ? (
          <Button
            variant={decisionTone({ losses: selectedRemovals, others: ticks.size - selectedRemovals })}
            pending={some.pending}
            onClick={() => setAsking("ticked")}
          >
            <Check aria-hidden="true" />
            {verb} selected ({formatNumber(ticks.size)})
          </Button>
        ) : null}
        {plan.all > 0 ? (
          <Button
            variant={ticks.size > 0 ? "outline" : decisionTone({ losses, others: plan.others })}
            pending={some.pending}
            onClick={() => (losses > 0 ? setAsking("all") : void applyAll())}
          >
            {ticks.size > 0 ? null : <Check aria-hidden="true" />}
            {verb} {label}
          </Button>
        ) : null}
        {losses > 0 && plan.others > 0 ? (
          <Button
            variant="outline"
            pending={some.pending}
            onClick={() => void some.run(scope, { runId, revision, what: "creates_and_updates" })}
          >
            {isUndo ? "Undo without removals" : "Apply creates and updates"}
          </Button>
        ) : null}
        <Button variant="ghost" disabled={some.pending} onClick={() => setAsking("discard")}>
          <X aria-hidden="true" />
          Discard
        </Button>
        {ticks.size > 0 ? (
          <SelectedNote ticks={ticks} replace={replace} />
        ) : (
          <span className="ml-auto text-muted-foreground text-sm max-sm:hidden">{lossesInWords(plan)}</span>
        )}
      </div>
      <ConfirmDialog
        {...dialog("all")}
        title={`${verb} ${label}?`}
        description="All changes are applied together. If one of them fails, nothing changes."
        {...effectsOf(plan.kinds, isUndo, plan.teamLosses)}
        kept={
          plan.removals > 0 ? "Removed users can be restored with all their data for 30 days." : undefined
        }
        confirmLabel={`${verb} ${label}`}
        onConfirm={applyAll}
      />
      <ApplySelectedDialog
        {...dialog("ticked")}
        ticks={ticks}
        plan={plan}
        isUndo={isUndo}
        onConfirm={async (changeIds) => {
          const result = await some.run(scope, { runId, revision, what: "ticked", changeIds });
          if (result.ok) replace(new Map());
          return result;
        }}
      />
      <ConfirmDialog
        {...dialog("discard")}
        title="Discard plan?"
        description={
          isUndo
            ? "Nothing is undone. You can undo the run later from its page."
            : plan.partly
              ? "The changes pending approval are left out. Changes that were already applied stay."
              : "Nothing is changed. The next run makes a new plan from the current file."
        }
        confirmLabel="Discard plan"
        onConfirm={() => discardRunAction(scope, { runId })}
      />
    </div>
  );
}

function lossesInWords({ removals, teamLosses }: PendingPlan): string {
  const removed = removals > 0 ? `${plural(removals, "user")} would be removed` : "Nobody would be removed";
  return teamLosses > 0 ? `${removed}, ${formatNumber(teamLosses)} would lose a team` : removed;
}
