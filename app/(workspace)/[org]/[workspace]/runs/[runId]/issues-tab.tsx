import { CircleCheck, SearchX } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { readListParams, readParam, type SearchParams } from "@/components/patterns/list-params";
import { IssueGroups } from "@/components/runs/issue-groups";
import { IssuesTable } from "@/components/runs/issues-table";
import type { WorkspaceCtx } from "@/lib/context";
import { formatNumber } from "@/lib/format/number";
import { groupIssues } from "@/lib/runs/group-issues";
import { listIssues } from "@/lib/runs/list-issues";
import type { RunDetail } from "@/lib/runs/views/types";
import type { Severity } from "@/lib/sync/types";

type Props = { ctx: WorkspaceCtx; run: RunDetail; asked: SearchParams; href: string };

export async function IssuesTab({ ctx, run, asked, href }: Props) {
  const { q, page, pageSize } = readListParams(asked, { sortable: [], defaultSort: "row" });
  const severity = severityOf(readParam(asked, "severity"));
  const code = readParam(asked, "code") || null;
  const [groups, { issues, total }] = await Promise.all([
    groupIssues(ctx, { runId: run.id }),
    listIssues(ctx, { runId: run.id, severity, code, search: q, page, pageSize }),
  ]);
  const kept = groups.reduce((sum, group) => sum + group.count, 0);
  const all = (run.counts?.errors ?? 0) + (run.counts?.warnings ?? 0);
  return (
    <div className="grid gap-4">
      {groups.length > 0 ? <IssueGroups groups={groups} href={href} /> : null}
      {all > kept && kept > 0 ? (
        <p className="text-muted-foreground text-sm">
          The first {formatNumber(kept)} of {formatNumber(all)} issues are listed. Mend these, and the next
          run shows what is left.
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
            <EmptyState compact icon={<SearchX />} title="No issue matches" description="Other issues do." />
          ) : (
            <EmptyState
              compact
              icon={<CircleCheck />}
              title="No issues"
              description={
                run.state === "failed"
                  ? "The run stopped before the rows were checked."
                  : "Every row of the file could be used as it is."
              }
            />
          )
        }
      />
    </div>
  );
}

function severityOf(text: string): Severity | null {
  return text === "blocking" || text === "error" || text === "warning" ? text : null;
}
