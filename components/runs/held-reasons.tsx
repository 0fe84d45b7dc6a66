import type { HeldPlan } from "@/components/runs/held-plan";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { plural } from "@/lib/format/plural";
import type { GuardTrip } from "@/lib/sync/types";

/** Why a plan waits for a person, in numbers. */
export function HeldReasons({ guards, plan }: { guards: readonly GuardTrip[]; plan: HeldPlan }) {
  const isPreview = guards.every(({ code }) => code === "preview");
  return (
    <Alert tone="held" className="py-3.5">
      <AlertTitle className="text-lg">{titleOf(plan, isPreview)}</AlertTitle>
      <AlertDescription className="text-foreground">
        {isPreview ? null : (
          <ul className="grid list-disc gap-1 pl-4">
            {guards.map(({ code, reason }) => (
              <li key={code}>{reason}</li>
            ))}
          </ul>
        )}
        <p className="text-muted-foreground">
          {plan.partly ? "Everything else has been applied already. " : "Nothing has been changed yet. "}
          Look at the changes below, then decide. What you apply is exactly what is shown.
        </p>
      </AlertDescription>
    </Alert>
  );
}

function titleOf(plan: HeldPlan, isPreview: boolean): string {
  if (plan.all === 0) return "There is nothing to apply";
  if (plan.partly) return `${plural(plan.all, "change")} held back for you to decide`;
  return isPreview ? "This is what would change" : "This plan waits for you";
}
