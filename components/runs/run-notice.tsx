import Link from "next/link";
import { ExpiryNote } from "@/components/runs/expiry-note";
import { lastResultsHref } from "@/components/syncs/sync-links";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { isWaitingForFile } from "@/lib/model/run-state";
import type { SyncItem } from "@/lib/syncs/views";

/** What a sync needs from a member: an approval, or a fix. Nothing if all is well. */
export function RunNotice({ org, sync }: { org: string; sync: SyncItem }) {
  const { lastRun, heldRunId } = sync;
  const failed = lastRun?.state === "failed";
  if (!failed && !heldRunId) return null;
  return (
    <div className="grid gap-3">
      {heldRunId ? (
        <Alert tone="held">
          <AlertTitle>Changes pending approval</AlertTitle>
          <AlertDescription>
            Nothing changes until someone approves them.
            {sync.heldUntil ? <ExpiryNote at={sync.heldUntil} /> : null}
          </AlertDescription>
          <AlertActions>
            <ResultsButton href={`/${org}/${sync.workspace.slug}/runs/${heldRunId}`} label="Review changes" />
          </AlertActions>
        </Alert>
      ) : null}
      {failed ? (
        <Alert tone={isWaitingForFile(lastRun) ? "held" : "danger"}>
          <AlertTitle>{lastRun.failure?.message ?? "The last run failed"}</AlertTitle>
          <AlertDescription>{lastRun.failure?.remedy ?? "No user was changed."}</AlertDescription>
          <AlertActions>
            <ResultsButton href={lastResultsHref(org, sync)} label="View results" />
          </AlertActions>
        </Alert>
      ) : null}
    </div>
  );
}

function ResultsButton({ href, label }: { href: string; label: string }) {
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={href}>{label}</Link>
    </Button>
  );
}
