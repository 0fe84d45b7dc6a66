import Link from "next/link";
import type { ReactNode } from "react";
import { ExpiryNote } from "@/components/runs/expiry-note";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { plural } from "@/lib/format/plural";
import type { GuardTrip } from "@/lib/model/guard";
import { HEADER_DRIFT, PREVIEW } from "@/lib/pipeline/guard/guards";
import { limitAnchor } from "@/lib/pipeline/guard/settings";
import type { PendingPlan } from "@/lib/runs/pending-plan";

type Props = {
  guards: readonly GuardTrip[];
  plan: PendingPlan;
  /** The URL of the limits of the sync; null without permission, and for uploads. */
  settingsHref: string | null;
  /** The URL of the mapping of the sync; null for members who may not change it. */
  mappingHref: string | null;
  mayDecide: boolean;
  expiresAt: Date | null;
  /** For the plan of an undo: what it would do, instead of why it needs approval. */
  undo: { title: ReactNode; more: ReactNode } | null;
};

/** Why a plan needs approval, in numbers. */
export function PendingReasons({
  guards,
  plan,
  settingsHref,
  mappingHref,
  mayDecide,
  expiresAt,
  undo,
}: Props) {
  const isPreview = guards.some(({ code }) => code === PREVIEW);
  const reasons = undo ? [] : guards.filter(({ code }) => code !== PREVIEW);
  const decide = mayDecide
    ? "Review the changes below, then apply or discard them."
    : "An owner or admin must approve the changes.";
  return (
    <Alert tone="held" className="py-3.5">
      <AlertTitle className="text-lg">{undo?.title ?? titleOf(plan, isPreview)}</AlertTitle>
      <AlertDescription className="text-foreground">
        {undo?.more}
        {reasons.length > 0 && isPreview ? <p>A scheduled run would need approval:</p> : null}
        {reasons.length > 0 ? (
          <ul className="grid list-disc gap-1 pl-4">
            {reasons.map(({ code, reason }) => (
              <li key={reason}>
                {reason}{" "}
                {code === HEADER_DRIFT ? <PlaceLink href={mappingHref} label="Map the columns" /> : null}{" "}
                <LimitLink code={code} settingsHref={settingsHref} />
              </li>
            ))}
          </ul>
        ) : null}
        <p className="text-muted-foreground">
          {plan.partly ? "All other changes have been applied. " : "Nothing has been changed yet. "}
          {plan.all === 0 ? null : `${decide} Exactly the changes shown here are applied.`}
        </p>
        {expiresAt && plan.all > 0 ? <ExpiryNote at={expiresAt} /> : null}
      </AlertDescription>
    </Alert>
  );
}

function LimitLink({ code, settingsHref }: { code: string; settingsHref: string | null }) {
  const anchor = limitAnchor(code);
  if (!anchor || !settingsHref) return null;
  return <PlaceLink href={`${settingsHref}#${anchor}`} label="Change this limit" />;
}

function PlaceLink({ href, label }: { href: string | null; label: string }) {
  if (!href) return null;
  return (
    <Link href={href} className="whitespace-nowrap text-primary text-sm underline-offset-4 hover:underline">
      {label}
    </Link>
  );
}

function titleOf(plan: PendingPlan, isPreview: boolean): string {
  if (plan.all === 0) return "Nothing to apply";
  if (plan.partly) return `${plural(plan.all, "change")} pending approval`;
  return isPreview ? "Preview of changes" : "Changes pending approval";
}
