import Link from "next/link";
import { ExpiryNote } from "@/components/runs/expiry-note";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { ExpiringPlan } from "@/lib/runs/expiry.store";

/** Shown on every page of a workspace: plans that expire within two days. */
export function ExpiringPlans({ plans, base }: { plans: readonly ExpiringPlan[]; base: string }) {
  if (plans.length === 0) return null;
  return (
    <div className="grid gap-3 px-4 pt-6 sm:px-6 lg:px-8">
      {plans.map(({ id, sync, expiresAt }) => (
        <Alert key={id} tone="held">
          <AlertTitle>{sync} has changes pending approval</AlertTitle>
          <AlertDescription>
            <ExpiryNote at={expiresAt} />
          </AlertDescription>
          <AlertActions>
            <Button asChild variant="outline" size="sm">
              <Link href={`${base}/runs/${id}`}>Review changes</Link>
            </Button>
          </AlertActions>
        </Alert>
      ))}
    </div>
  );
}
