import Link from "next/link";
import { lastResultsHref } from "@/components/syncs/sync-links";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { SyncItem } from "@/lib/syncs/views";

/** What the last run asks of a person: a decision, or a remedy. Nothing when it ended well. */
export function RunNotice({ org, sync }: { org: string; sync: SyncItem }) {
  const { lastRun } = sync;
  if (lastRun?.state === "held") {
    return (
      <Alert tone="held">
        <AlertTitle>A plan waits for your decision</AlertTitle>
        <AlertDescription>Nothing changes until someone has looked at it.</AlertDescription>
        <AlertActions>
          <ResultsButton href={lastResultsHref(org, sync)} label="Look at the plan" />
        </AlertActions>
      </Alert>
    );
  }
  if (lastRun?.state !== "failed") return null;
  return (
    <Alert tone="danger">
      <AlertTitle>{lastRun.failure?.message ?? "The last run failed"}</AlertTitle>
      <AlertDescription>{lastRun.failure?.remedy ?? "No user was changed."}</AlertDescription>
      <AlertActions>
        <ResultsButton href={lastResultsHref(org, sync)} label="See what happened" />
      </AlertActions>
    </Alert>
  );
}

function ResultsButton({ href, label }: { href: string; label: string }) {
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={href}>{label}</Link>
    </Button>
  );
}
