import { SyncAgain } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/run-actions";
import { RunRepairs } from "@/app/(workspace)/[org]/[workspace]/runs/[runId]/run-repairs";
import { PendingReasons } from "@/components/runs/pending-reasons";
import { KeptPlan, ReplacedPlan } from "@/components/runs/replaced-plan";
import { RunNotes } from "@/components/runs/run-notes";
import { RunProblem } from "@/components/runs/run-problem";
import { UndoAppliedNote, UndoneNote, undoHead } from "@/components/runs/undo-notes";
import { FileNotices } from "@/components/syncs/late-notice";
import { UseHeaderButton } from "@/components/syncs/use-header-button";
import type { WorkspaceCtx } from "@/lib/context";
import { isOpen } from "@/lib/model/run-state";
import { may } from "@/lib/permissions";
import { compareWithNewer } from "@/lib/runs/compare-plans";
import { differenceText } from "@/lib/runs/difference-text";
import type { PendingPlan } from "@/lib/runs/pending-plan";
import { findLatestRun, listIssues } from "@/lib/runs/read";
import type { RunDetail } from "@/lib/runs/views/types";
import { findSync } from "@/lib/syncs/read";

type Props = {
  ctx: WorkspaceCtx;
  run: RunDetail;
  plan: PendingPlan;
  /** Users that keep a current value in an undo. */
  keeping: number;
  org: string;
  base: string;
};

/** The messages above the numbers of a run: a problem, why it needs approval, how it ended, what undid it. */
export async function RunMessages({ ctx, run, plan, keeping, org, base }: Props) {
  const { undoes, undoneBy, sync } = run;
  const canEdit = may(ctx, "sync:update");
  const attached = undoes || sync.lateSince ? await findSync(ctx, sync.id) : null;
  return (
    <>
      {attached ? <FileNotices org={org} sync={attached} canEdit={canEdit} /> : null}
      {run.state === "failed" ? <Problem ctx={ctx} run={run} org={org} base={base} /> : null}
      {run.state === "held" ? (
        <PendingReasons
          guards={run.guards}
          plan={plan}
          mayDecide={may(ctx, "run:decide")}
          expiresAt={run.expiresAt}
          settingsHref={
            canEdit && sync.sourceKind === "remote" && !sync.detached ? `${base}/syncs/${sync.id}/edit` : null
          }
          mappingHref={
            canEdit && sync.sourceKind === "remote" && !sync.detached
              ? `${base}/syncs/${sync.id}/mapping`
              : null
          }
          undo={
            undoes
              ? undoHead({ undoes, base, href: `${base}/runs/${run.id}`, keeping, sync: attached })
              : null
          }
        />
      ) : null}
      {isOpen(run.state) ? null : <RunRepairs ctx={ctx} run={run} />}
      {undoneBy ? <UndoneNote undoneBy={undoneBy} base={base} /> : null}
      {undoes && run.appliedAt ? (
        <UndoAppliedNote undoes={undoes} base={base} sync={attached} canPause={canEdit} />
      ) : null}
      {run.state === "superseded" ? <Replaced ctx={ctx} run={run} base={base} /> : null}
      {run.yieldedTo ? <KeptPlan runId={run.yieldedTo} base={base} /> : null}
      <RunNotes run={run} />
    </>
  );
}

/** By which run a plan was replaced, and what differs. */
async function Replaced({ ctx, run, base }: Pick<Props, "ctx" | "run" | "base">) {
  const compared = await compareWithNewer(ctx, { runId: run.id });
  if (!compared) return null;
  const difference = compared.difference ? differenceText(compared.difference) : [];
  const isPart = run.appliedAt !== null;
  return <ReplacedPlan newer={compared.newer} difference={difference} isPart={isPart} base={base} />;
}

async function Problem({ ctx, run, org, base }: Pick<Props, "ctx" | "run" | "org" | "base">) {
  const query = {
    runId: run.id,
    severity: "blocking",
    code: null,
    search: "",
    page: 1,
    pageSize: 1,
  } as const;
  const { issues } = await listIssues(ctx, query);
  const canSet = run.remoteSource !== null && !run.sync.detached && may(ctx, "sync:update");
  return (
    <RunProblem
      run={run}
      blocking={issues[0] ?? null}
      sourcesHref={may(ctx, "remote_source:update") ? `/${org}/remote-sources` : null}
      base={base}
      settingsHref={canSet ? `${base}/syncs/${run.sync.id}/edit` : null}
      again={<SyncAgain ctx={ctx} run={run} />}
      useHeader={<UseHeader ctx={ctx} run={run} />}
    />
  );
}

/** Null without permission, and when a newer run has read the file. An upload is read again on its own page. */
async function UseHeader({ ctx, run: { id, failure, sync, trigger } }: Pick<Props, "ctx" | "run">) {
  if (!failure?.header || trigger === "upload" || sync.detached || !may(ctx, "sync:update")) return null;
  if ((await findLatestRun(ctx, { syncId: sync.id })) !== id) return null;
  return <UseHeaderButton runId={id} line={failure.header.line} />;
}
