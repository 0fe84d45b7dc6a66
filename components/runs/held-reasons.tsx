import Link from "next/link";
import type { ReactNode } from "react";
import { ExpiryNote } from "@/components/runs/expiry-note";
import type { HeldPlan } from "@/components/runs/held-plan";
import { LIMIT_ANCHORS } from "@/components/syncs/sync-links";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { plural } from "@/lib/format/plural";
import type { GuardTrip } from "@/lib/model/plan";

type Props = {
  guards: readonly GuardTrip[];
  plan: HeldPlan;
  /** Where the limits of the sync are set; null for people who may not, and for uploads. */
  settingsHref: string | null;
  mayDecide: boolean;
  expiresAt: Date | null;
  /** For the plan of an undo: what it would do, instead of why it is held. */
  undo: { title: ReactNode; more: ReactNode } | null;
};

/** Why a plan waits for a person, in numbers. */
export function HeldReasons({ guards, plan, settingsHref, mayDecide, expiresAt, undo }: Props) {
  const isPreview = guards.some(({ code }) => code === "preview");
  const reasons = undo ? [] : guards.filter(({ code }) => code !== "preview");
  const decide = mayDecide
    ? "Look at the changes below, then decide."
    : "An owner or an admin decides about it.";
  return (
    <Alert tone="held" className="py-3.5">
      <AlertTitle className="text-lg">{undo?.title ?? titleOf(plan, isPreview)}</AlertTitle>
      <AlertDescription className="text-foreground">
        {undo?.more}
        {reasons.length > 0 && isPreview ? <p>Run by itself, it would wait for a decision:</p> : null}
        {reasons.length > 0 ? (
          <ul className="grid list-disc gap-1 pl-4">
            {reasons.map(({ code, reason }) => (
              <li key={reason}>
                {reason} <LimitLink code={code} settingsHref={settingsHref} />
              </li>
            ))}
          </ul>
        ) : null}
        <p className="text-muted-foreground">
          {plan.partly ? "Everything else has been applied already. " : "Nothing has been changed yet. "}
          {plan.all === 0 ? null : `${decide} What is applied is exactly what is shown.`}
        </p>
        {expiresAt && plan.all > 0 ? <ExpiryNote at={expiresAt} /> : null}
      </AlertDescription>
    </Alert>
  );
}

function LimitLink({ code, settingsHref }: { code: GuardTrip["code"]; settingsHref: string | null }) {
  const anchor = LIMIT_ANCHORS[code];
  if (!anchor || !settingsHref) return null;
  return (
    <Link
      href={`${settingsHref}#${anchor}`}
      className="whitespace-nowrap text-primary text-sm underline-offset-4 hover:underline"
    >
      Change this limit
    </Link>
  );
}

function titleOf(plan: HeldPlan, isPreview: boolean): string {
  if (plan.all === 0) return "There is nothing to apply";
  if (plan.partly) return `${plural(plan.all, "change")} held back for a person to decide`;
  return isPreview ? "This is what would change" : "This plan waits for a decision";
}
