"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { ExpiryNote } from "@/components/runs/expiry-note";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";

type Plan = { id: string; syncId: string; sync: string; expiresAt: Date; isExpiring: boolean };

/** Shown on every page of a workspace while plans are pending approval, except on a plan's own and its sync's, which show it. */
export function PendingPlans({ plans, base }: { plans: readonly Plan[]; base: string }) {
  const pathname = usePathname();
  const others = plans.filter(
    ({ id, syncId }) => !pathname.startsWith(`${base}/runs/${id}`) && pathname !== `${base}/syncs/${syncId}`,
  );
  const [first, ...more] = others;
  if (!first) return null;
  return (
    <div className="px-4 pt-6 sm:px-6 lg:px-8">
      <Alert tone="held">
        <AlertTitle>
          {more.length === 0
            ? `${first.sync} has changes pending approval`
            : `${plural(others.length, "plan")} are pending approval`}
        </AlertTitle>
        {first.isExpiring ? (
          <AlertDescription>
            <span className="flex flex-wrap gap-x-1">
              {more.length === 0 ? null : <span>{first.sync}:</span>}
              <ExpiryNote at={first.expiresAt} />
            </span>
          </AlertDescription>
        ) : null}
        <AlertActions>
          <Button asChild variant="outline" size="sm">
            {more.length === 0 ? (
              <Link href={`${base}/runs/${first.id}`}>Review the plan</Link>
            ) : (
              <Link href={`${base}/runs?state=held`}>Review the plans</Link>
            )}
          </Button>
        </AlertActions>
      </Alert>
    </div>
  );
}
