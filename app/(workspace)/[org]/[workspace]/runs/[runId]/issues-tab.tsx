import { CircleCheck, SearchX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, readParam, type SearchParams } from "@/components/patterns/list-params";
import { IssueDownloads } from "@/components/runs/issue-downloads";
import { IssueGroups } from "@/components/runs/issue-groups";
import { IssuesTable } from "@/components/runs/issues-table";
import { TakeOver } from "@/components/runs/repairs/take-over";
import { StayingUsers } from "@/components/runs/staying-users";
import { SyncAgain } from "@/components/runs/sync-again";
import { UnknownOptions } from "@/components/runs/unknown-options";
import { Button } from "@/components/ui/button";
import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/read";
import { formatNumber } from "@/lib/format/number";
import type { Severity } from "@/lib/model/issue";
import { may } from "@/lib/permissions";
import { countSkippedRows } from "@/lib/runs/exports/skipped-rows";
import { groupIssues, listIssues } from "@/lib/runs/read";
import { canRunAgain, isRepairable } from "@/lib/runs/repairs/repairable";
import { listTakeable } from "@/lib/runs/repairs/take-over";
import { columnField, listUnknownValues } from "@/lib/runs/unknown-values/list";

import type { RunDetail } from "@/lib/runs/views/types";
import { listStayingUsers } from "@/lib/users/staying";
import { suggestOption } from "@/lib/values/closest-option";

/** What saying what values are takes. */
const REPAIRS = ["sync:update", "run:start", "field:update", "team:create", "user:update"] as const;

type Props = { ctx: WorkspaceCtx; run: RunDetail; asked: SearchParams; href: string; base: string };

export async function IssuesTab({ ctx, run, asked, href, base }: Props) {
  const { q, page, pageSize } = readListParams(asked, { sortable: [], defaultSort: "row" });
  const severity = severityOf(readParam(asked, "severity"));
  const code = readParam(asked, "code") || null;
  const column = readParam(asked, "column") || null;
  const value = readParam(asked, "value") || null;
  const everything = { runId: run.id, severity: null, code: null, search: "", page: 1, pageSize: 1 };
  const [groups, { issues, total }, { total: kept }, skippedKept, meantBy, staying, unknown] =
    await Promise.all([
      groupIssues(ctx, { runId: run.id }),
      listIssues(ctx, { runId: run.id, severity, code, column, value, search: q, page, pageSize }),
      listIssues(ctx, everything),
      countSkippedRows(ctx, { runId: run.id }),
      optionsMeant(ctx, run),
      listStayingUsers(ctx, { runId: run.id }),
      listUnknownValues(ctx, { runId: run.id }),
    ]);
  const mayRepair =
    REPAIRS.every((permission) => may(ctx, permission)) &&
    groups.length > 0 &&
    (await isRepairable(ctx, run));
  const isMet = groups.some((group) => group.code === "email_manual_user");
  const takeable = mayRepair && isMet ? await listTakeable(ctx, run) : [];
  const counted = groups.reduce((sum, group) => sum + group.count, 0);
  const all = Math.max(counted, (run.counts?.errors ?? 0) + (run.counts?.warnings ?? 0));
  return (
    <div className="grid gap-4">
      {groups.length > 0 ? (
        <IssueGroups groups={groups} href={href} chosen={{ code, column, value }} meantBy={meantBy} />
      ) : null}
      {unknown.map((values) => (
        <UnknownOptions
          key={`${values.kind} ${values.column}`}
          runId={run.id}
          unknown={values}
          canRepair={mayRepair}
          canRun={canRunAgain(run)}
          again={<RunAgain ctx={ctx} run={run} base={base} />}
        />
      ))}
      {takeable.length > 0 ? (
        <TakeOver
          runId={run.id}
          users={takeable.map(({ version: _, ...user }) => user)}
          canRun={canRunAgain(run)}
        />
      ) : null}
      {staying.length > 0 ? (
        <StayingUsers runId={run.id} users={staying} base={base} canRemove={may(ctx, "user:remove")} />
      ) : null}
      {kept > 0 ? (
        <IssueDownloads
          href={href}
          uploadHref={may(ctx, "run:start") ? uploadFor(run, base) : null}
          skipped={run.counts?.skipped ?? skippedKept}
          kept={skippedKept}
        />
      ) : null}
      {all > kept && kept > 0 ? (
        <p className="text-muted-foreground text-sm">
          The first {formatNumber(kept)} of {formatNumber(all)} issues are listed below. The counts above
          include all of them. Fix these first; the next run lists the rest.
        </p>
      ) : null}
      <IssuesTable
        issues={issues}
        total={total}
        page={page}
        pageSize={pageSize}
        codes={[...new Set(groups.map((group) => group.code))]}
        showToolbar={kept > 0}
        empty={
          kept > 0 ? (
            <EmptyState
              compact
              icon={<SearchX />}
              title="No results"
              description="No issues match these filters."
            />
          ) : (
            <EmptyState
              compact
              icon={<CircleCheck />}
              title="No issues"
              description={
                run.state === "failed"
                  ? "The run stopped before the rows were checked."
                  : "Every row of the file could be used."
              }
            />
          )
        }
      />
    </div>
  );
}

/** The option closest to a misspelled value, among those of the field that its column is mapped to. */
async function optionsMeant(ctx: WorkspaceCtx, { mapping }: RunDetail) {
  const fields = await listFields(ctx);
  return (column: string | null, value: string): string | null => {
    const field = column === null ? null : columnField(mapping, column, fields);
    return suggestOption(
      value,
      (field?.options ?? []).map(({ label }) => label),
    );
  };
}

/** The button that starts the next run, which sets the added values. */
function RunAgain({ ctx, run: { sync }, base }: Pick<Props, "ctx" | "run" | "base">) {
  if (sync.detached || !may(ctx, "run:start")) return null;
  if (sync.sourceKind !== "upload") {
    return <SyncAgain syncId={sync.id} />;
  }
  return (
    <Button asChild size="sm">
      <Link href={`${base}/upload`}>Upload the file again</Link>
    </Button>
  );
}

function severityOf(text: string): Severity | null {
  return text === "blocking" || text === "error" || text === "warning" ? text : null;
}

/** Corrected rows update the users of the sync that skipped them. */
function uploadFor({ sync }: RunDetail, base: string): string {
  return sync.sourceKind === "upload" ? `${base}/upload` : `${base}/upload?sync=${sync.id}`;
}
