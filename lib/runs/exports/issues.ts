import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { type Download, fileNameOf, pages } from "@/lib/csv/download";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { ISSUES_KEPT_MAX } from "@/lib/pipeline/persistence/ledger";
import { effectOf } from "@/lib/runs/exports/effect";
import { getExportedRun } from "@/lib/runs/exports/get-run";
import { type ExportedRun, type IssueLine, selectIssuePage, selectUnkept } from "@/lib/runs/exports/store";

const PAGE_ROWS = 1_000;

const HEADER = [
  ...["run", "file", "row", "line", "id", "email", "severity", "code"],
  ...["field", "value", "message", "effect"],
];

/**
 * All issues of a run as CSV, in the order of the file. Where more occurred than are kept row by row, the last lines say
 * of each kind how many. Throws `not_found`.
 */
export async function exportIssues(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<Download> {
  const run = await ctx.db.run(async (tx) => {
    const found = await getExportedRun(tx, ctx, runId);
    const target = { targetKind: "run" as const, targetId: runId, targetLabel: found.syncName };
    await writeAudit(tx, ctx, { action: "run.export_issues", ...target });
    return found;
  });
  const fileName = fileNameOf({ syncName: run.syncName, at: run.createdAt, what: "issues" });
  return { fileName, rows: rowsOf(ctx, run) };
}

async function* rowsOf(ctx: WorkspaceCtx, run: ExportedRun): AsyncGenerator<string[][]> {
  yield [HEADER];
  for await (const page of pages<IssueLine>(PAGE_ROWS, (after, limit) =>
    ctx.db.run((tx) => selectIssuePage(tx, ctx, run.id, { after, limit })),
  )) {
    yield page.map((issue) => lineOf(run, issue));
  }
  const unkept = await ctx.db.run((tx) => selectUnkept(tx, ctx, run.id));
  yield unkept.map(({ severity, code, count }) => {
    const message = `${plural(count, "more issue")} of this kind: only the first ${formatNumber(ISSUES_KEPT_MAX)} issues of a run are listed row by row`;
    const nowhere = {
      file: "users" as const,
      row: null,
      line: null,
      csvId: "",
      email: null,
      column: null,
      value: null,
    };
    return lineOf(run, { ...nowhere, severity, code, message, skipped: severity === "error" });
  });
}

function lineOf(run: ExportedRun, issue: Omit<IssueLine, "id">): string[] {
  const { file, row, line, csvId, email, severity, code, column, value, message } = issue;
  const place = [row, line, csvId, email, severity, code, column, value, message];
  const path = file === "managers" ? run.managersPath : run.path;
  return [run.id, path ?? "", ...place.map((cell) => `${cell ?? ""}`), effectOf(issue, run)];
}
