import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ChangesTab } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/changes-tab";
import { IssuesTab } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/issues-tab";
import {
  approveRunAction,
  cancelRunAction,
  discardRunAction,
} from "@/app/(workspace)/[org]/[workspace]/runs/actions";
import { syncNowAction } from "@/app/(workspace)/[org]/[workspace]/syncs/actions";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { StatePill } from "@/components/patterns/state-pill";
import { DecideBar } from "@/components/runs/decide-bar";
import { FileTab } from "@/components/runs/file-tab";
import { heldPlanOf } from "@/components/runs/held-plan";
import { HeldReasons } from "@/components/runs/held-reasons";
import { CancelRunButton, SyncAgainButton } from "@/components/runs/run-buttons";
import { RunFacts } from "@/components/runs/run-facts";
import { RunLive } from "@/components/runs/run-live";
import { RunNotes } from "@/components/runs/run-notes";
import { RunProblem } from "@/components/runs/run-problem";
import { RunTiles } from "@/components/runs/run-tiles";
import { isOpen } from "@/components/runs/types";
import { TabLinks } from "@/components/ui/tab-links";
import { pageWorkspace } from "@/lib/auth/page";
import { listFields } from "@/lib/fields/list";
import { may } from "@/lib/permissions";
import { findLatestRun } from "@/lib/runs/find-latest";
import { findRun } from "@/lib/runs/find-run";
import { listIssues } from "@/lib/runs/list-issues";
import { isRunId } from "@/lib/runs/schema";
import { tallyPlan } from "@/lib/runs/tally-plan";
import { getWorkspace } from "@/lib/workspaces/get";

export const metadata: Metadata = { title: "Last sync results" };

type Props = {
  params: Promise<{ org: string; workspace: string; runId: string }>;
  searchParams: Promise<SearchParams>;
};

export default async function RunPage({ params, searchParams }: Props) {
  const { org, workspace, runId } = await params;
  const ctx = await pageWorkspace(org, workspace, "run:view");
  const run = isRunId(runId) ? await findRun(ctx, { runId }) : null;
  if (!run) notFound();
  const asked = await searchParams;
  const [fields, tally, latestId, { name }, blockers] = await Promise.all([
    listFields(ctx),
    tallyPlan(ctx, { runId }),
    findLatestRun(ctx, { syncId: run.sync.id }),
    getWorkspace(ctx),
    listIssues(ctx, { runId, severity: "blocking", code: null, search: "", page: 1, pageSize: 1 }),
  ]);
  const base = `/${org}/${workspace}`;
  const href = `${base}/runs/${runId}`;
  const tab = readParam(asked, "tab");
  const plan = heldPlanOf(tally, run.appliedAt !== null);
  const open = isOpen(run.state);
  const startable = may(ctx.role, "run:start") && run.sync.sourceKind === "remote";
  const again = startable ? <SyncAgainButton syncId={run.sync.id} syncNow={syncNowAction} /> : null;
  const changes = tally.reduce((sum, { count }) => sum + count, 0);
  const issues = (run.counts?.errors ?? 0) + (run.counts?.warnings ?? 0);
  return (
    <Page>
      <PageHeader
        title={latestId === runId ? "Last sync results" : "Sync results"}
        description={run.sync.name}
        back={{ href: `${base}/runs?sync=${run.sync.id}`, label: "Runs" }}
        meta={<StatePill state={run.state} phase={run.phase} />}
        actions={
          open
            ? may(ctx.role, "run:cancel") && <CancelRunButton runId={runId} cancel={cancelRunAction} />
            : run.state === "failed"
              ? null
              : again
        }
      />
      <RunFacts run={run} workspaceName={name} base={base} />
      {open ? (
        <RunLive
          key={run.id}
          progressHref={`${href}/progress`}
          initial={{
            state: run.state,
            phase: run.phase,
            bytesDone: run.bytesDone,
            bytesTotal: run.bytesTotal,
            rowsDone: run.rowsDone,
            startedAt: run.startedAt?.toISOString() ?? null,
            counts: run.counts,
            failure: run.failure,
          }}
        />
      ) : null}
      {run.state === "failed" ? (
        <RunProblem run={run} blocking={blockers.issues[0] ?? null} org={org} base={base} again={again} />
      ) : null}
      {run.state === "held" ? <HeldReasons guards={run.guards} plan={plan} /> : null}
      <RunNotes run={run} />
      {run.counts && !open && run.state !== "failed" ? (
        <RunTiles
          counts={run.counts}
          plan={run.state === "held" ? plan : null}
          href={href}
          active={{
            kind: tab === "" ? readParam(asked, "kind") : "",
            severity: tab === "issues" ? readParam(asked, "severity") : "",
          }}
        />
      ) : null}
      {open ? null : (
        <>
          <TabLinks
            label="Results"
            items={[
              { href, label: "Changes", count: changes },
              { href: `${href}?tab=issues`, label: "Issues", count: issues },
              { href: `${href}?tab=file`, label: "File" },
            ]}
          />
          {tab === "issues" ? (
            <IssuesTab ctx={ctx} run={run} asked={asked} href={href} />
          ) : tab === "file" ? (
            <FileTab run={run} fields={fields} base={base} />
          ) : (
            <ChangesTab ctx={ctx} run={run} asked={asked} fields={fields} base={base} planned={changes} />
          )}
        </>
      )}
      {run.state === "held" && may(ctx.role, "run:decide") ? (
        <DecideBar runId={runId} plan={plan} approve={approveRunAction} discard={discardRunAction} />
      ) : null}
    </Page>
  );
}
