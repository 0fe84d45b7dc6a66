"use client";

import { Check, X } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { HeldPlan } from "@/components/runs/held-plan";
import type { ApproveRun, EndRun } from "@/components/runs/types";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";

type Props = { runId: string; plan: HeldPlan; approve: ApproveRun; discard: EndRun };

/** Stays in sight while the plan is read: apply it, apply it without removals, or throw it away. */
export function DecideBar({ runId, plan, approve, discard }: Props) {
  const scope = useScope();
  const [asking, setAsking] = useState<"all" | "discard" | null>(null);
  const some = useAction(approve, { success: "Applying the plan" });
  const applyAll = () => some.run(scope, { runId, what: "all" });
  const label =
    plan.partly && plan.others === 0 ? plural(plan.all, "removal") : `all ${formatNumber(plan.all)}`;
  return (
    <div className="sticky bottom-0 z-20 -mx-4 border-t bg-background/95 px-4 py-3 backdrop-blur sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8">
      <div className="flex flex-wrap items-center gap-2 max-sm:[&_[data-slot=button]]:h-10">
        {plan.all > 0 ? (
          <Button
            pending={some.pending}
            onClick={() => (plan.removals > 0 ? setAsking("all") : void applyAll())}
          >
            <Check aria-hidden="true" />
            Apply {label}
          </Button>
        ) : null}
        {plan.removals > 0 && plan.others > 0 ? (
          <Button
            variant="outline"
            pending={some.pending}
            onClick={() => void some.run(scope, { runId, what: "creates_and_updates" })}
          >
            Apply creates and updates
          </Button>
        ) : null}
        <Button variant="ghost" disabled={some.pending} onClick={() => setAsking("discard")}>
          <X aria-hidden="true" />
          Discard
        </Button>
        <span className="ml-auto text-muted-foreground text-sm max-sm:hidden">
          {plan.removals > 0
            ? `${plural(plan.removals, "user")} would be removed`
            : "Nobody would be removed"}
        </span>
      </div>
      <ConfirmDialog
        open={asking === "all"}
        onOpenChange={(open) => !open && setAsking(null)}
        title={`Apply ${label}?`}
        description="The plan is applied in one go: all of it, or nothing if something stands in the way."
        lost={[`${plural(plan.removals, "user")} will be removed and disappear from lists and pages at once`]}
        kept="They can be restored with everything they had for 30 days."
        confirmLabel={`Apply ${label}`}
        onConfirm={applyAll}
      />
      <ConfirmDialog
        open={asking === "discard"}
        onOpenChange={(open) => !open && setAsking(null)}
        title="Discard this plan?"
        description={
          plan.partly
            ? "What was held back is left out. What has been applied already stays."
            : "Nothing is changed. The next run makes a new plan from the file as it is then."
        }
        confirmLabel="Discard plan"
        onConfirm={() => discard(scope, { runId })}
      />
    </div>
  );
}
