import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ChangesTab } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/changes-tab";
import { EffectsTab } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/effects-tab";
import { IssuesTab } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/issues-tab";
import { RunActions } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/run-actions";
import { RunMessages } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/run-messages";
import { readParam, type SearchParams } from "@/components/patterns/list-params";
import { Page } from "@/components/patterns/page";
import { PageHeader } from "@/components/patterns/page-header";
import { StatePill } from "@/components/patterns/state-pill";
import { DecideBar } from "@/components/runs/decide-bar";
import { FileTab } from "@/components/runs/file-tab";
import { RunAdditions } from "@/components/runs/run-additions";
import { RunByline, RunFacts } from "@/components/runs/run-facts";
import { RunLive } from "@/components/runs/run-live";
import { RunTiles } from "@/components/runs/run-tiles";
import { wasLate } from "@/components/runs/was-late";
import { LateBadge } from "@/components/syncs/sync-state";
import { TabLinks } from "@/components/ui/tab-links";
import { markRunRead } from "@/lib/alerts/inbox";
import { pageWorkspace } from "@/lib/auth/page";
import { readerZone } from "@/lib/auth/reader-zone";
import { formatDayTime } from "@/lib/format/time";
import { isOpen } from "@/lib/model/run-state";
import { may } from "@/lib/permissions";
import { pendingPlanOf } from "@/lib/runs/pending-plan";
import { findLatestRun, findRun } from "@/lib/runs/read";
import { countPlan, listRunFields, tallyPlan } from "@/lib/runs/read-plan";
import { isRunId } from "@/lib/runs/schema";
import type { RunDetail } from "@/lib/runs/views/types";
import { getWorkspace } from "@/lib/workspaces/read";

type Props = {
  params: Promise<{ org: string; workspace: string; runId: string }>;
  searchParams: Promise<SearchParams>;
};

/** The title of the page and the page itself are about the same run. */
const open = cache(async (org: string, workspace: string, runId: string) => {
  const ctx = await pageWorkspace(org, workspace, "run:view");
  return { ctx, run: isRunId(runId) ? await findRun(ctx, { runId }) : null };
});

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { org, workspace, runId } = await params;
  const { run } = await open(org, workspace, runId);
  if (!run) return { title: "Sync results" };
  const day = formatDayTime(run.startedAt ?? run.createdAt, new Date(), await readerZone());
  return { title: `${run.sync.name}, ${day}` };
}

export default async function RunPage({ params, searchParams }: Props) {
  const { org, workspace, runId } = await params;
  const { ctx, run } = await open(org, workspace, runId);
  if (!run) notFound();
  // Whoever comes by the link of an e-mail has read what the inbox says of it.
  await markRunRead(ctx, { runId });
  const asked = await searchParams;
  const isUndo = run.undoes !== null;
  const [fields, tally, latestId, { name }, keeping] = await Promise.all([
    listRunFields(ctx, run),
    tallyPlan(ctx, { runId }),
    findLatestRun(ctx, { syncId: run.sync.id }),
    getWorkspace(ctx),
    isUndo ? countPlan(ctx, { runId, kinds: [], search: "", kept: true }) : 0,
  ]);
  const base = `/${org}/${workspace}`;
  const href = `${base}/runs/${runId}`;
  const wanted = readParam(asked, "tab");
  const tab = isUndo && wanted !== "effects" ? "" : wanted;
  const plan = pendingPlanOf(tally, run.appliedAt !== null);
  const isUnderWay = isOpen(run.state);
  const changes = tally.reduce((sum, { count }) => sum + count, 0);
  const issues = (run.counts?.errors ?? 0) + (run.counts?.warnings ?? 0);
  return (
    <Page>
      <PageHeader
        title={`${titleOf(run, latestId === runId)}: ${run.sync.name}`}
        at={run.startedAt ?? run.createdAt}
        description={
          <>
            <RunByline run={run} base={base} />
            {isPreview(run) ? ". Nothing changes until someone applies the plan." : null}
          </>
        }
        back={{
          href: run.sync.detached ? `${base}/runs` : `${base}/runs?sync=${run.sync.id}`,
          label: "Runs",
        }}
        meta={
          <>
            <StatePill state={run.state} phase={run.phase} isLate={wasLate(run)} failure={run.failure} />
            <LateBadge sync={run.sync} />
          </>
        }
        actions={<RunActions ctx={ctx} run={run} tally={tally} />}
      />
      {isUnderWay ? (
        <RunLive
          key={run.id}
          isUndo={isUndo}
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
      <RunMessages ctx={ctx} run={run} plan={plan} keeping={keeping} org={org} base={base} />
      {run.counts && !isUnderWay && run.state !== "failed" ? (
        <RunTiles
          counts={run.counts}
          isUndo={isUndo}
          plan={run.state === "held" ? plan : null}
          href={href}
          active={{
            kind: tab === "" ? readParam(asked, "kind") : "",
            severity: tab === "issues" ? readParam(asked, "severity") : "",
            standing: tab === "" ? readParam(asked, "status") : "",
          }}
        />
      ) : null}
      <RunAdditions run={run} fields={fields} />
      <RunFacts run={run} workspaceName={name} base={base} />
      {isUnderWay ? null : (
        <>
          <TabLinks
            label="Results"
            items={[
              { href, label: "Changes", count: changes },
              ...(isUndo ? [] : [{ href: `${href}?tab=issues`, label: "Issues", count: issues }]),
              { href: `${href}?tab=effects`, label: "Effects" },
              ...(isUndo ? [] : [{ href: `${href}?tab=file`, label: "File" }]),
            ]}
          />
          {tab === "issues" ? (
            <IssuesTab ctx={ctx} run={run} asked={asked} href={href} base={base} />
          ) : tab === "effects" ? (
            <EffectsTab ctx={ctx} run={run} asked={asked} base={base} />
          ) : tab === "file" ? (
            <FileTab run={run} fields={fields} base={base} />
          ) : (
            <ChangesTab
              ctx={ctx}
              run={run}
              asked={asked}
              fields={fields}
              base={base}
              tally={tally}
              keeping={keeping}
            />
          )}
        </>
      )}
      {run.state === "held" && may(ctx, "run:decide") ? (
        <DecideBar runId={runId} plan={plan} revision={run.planRevision} isUndo={isUndo} />
      ) : null}
    </Page>
  );
}

/** A preview that has not been applied. An upload always starts with one, and has a title of its own. */
function isPreview({ trigger, intent, appliedAt }: RunDetail): boolean {
  return trigger === "manual" && intent === "preview" && appliedAt === null;
}

function titleOf(run: RunDetail, isLatest: boolean): string {
  if (run.undoes) return "Undo";
  if (isPreview(run)) return "Preview";
  return isLatest ? "Last sync results" : "Sync results";
}
