import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { type Download, fileNameOf, pages } from "@/lib/csv/download";
import { notFound } from "@/lib/errors";
import { getExportedRun } from "@/lib/runs/exports/get-run";
import { countSkipped, type SkippedLine, selectSkippedPage } from "@/lib/runs/exports/store";
import { REASON_HEADER } from "@/lib/values/formula-escape";
import { trimCell } from "@/lib/values/text";

const PAGE_ROWS = 500;

/**
 * The skipped rows of a run's file, under the file's own header and with the reason in a last column: to
 * be corrected and uploaded as it is. Throws `not_found`, also when the run read no file.
 */
export async function exportSkippedRows(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<Download> {
  const run = await ctx.db.run(async (tx) => {
    const found = await getExportedRun(tx, ctx, runId);
    if (!found.file) throw notFound("The file of this run");
    const target = { targetKind: "run" as const, targetId: runId, targetLabel: found.syncName };
    await writeAudit(tx, ctx, { action: "run.export_skipped_rows", ...target });
    return { ...found, headers: found.file.headers };
  });
  const fileName = fileNameOf({ syncName: run.syncName, at: run.createdAt, what: "skipped-rows" });
  return { fileName, rows: rowsOf(ctx, run) };
}

async function* rowsOf(
  ctx: WorkspaceCtx,
  { id, headers }: { id: string; headers: readonly string[] },
): AsyncGenerator<string[][]> {
  const { header, row } = skippedLayout(headers);
  yield [header];
  for await (const page of pages<SkippedLine>(PAGE_ROWS, (after, limit) =>
    ctx.db.run((tx) => selectSkippedPage(tx, ctx, id, { after, limit })),
  )) {
    yield page.map(row);
  }
}

/**
 * The reason has its own column behind the others. A row that was too short stays as short as it was, without a reason,
 * and what a row has too much of comes behind the reason: both are skipped again until someone corrects them. A file that
 * was downloaded here before has a column of reasons already: the new ones replace it. Cells are written as they are
 * read, so that one with our `'` doesn't get a second.
 */
function skippedLayout(headers: readonly string[]) {
  const old = headers.indexOf(REASON_HEADER);
  const others = (cells: readonly string[]) => (old < 0 ? cells : cells.filter((_, at) => at !== old));
  const width = others(headers).length;
  return {
    header: [...others(headers), REASON_HEADER],
    row({ cells, reason }: Pick<SkippedLine, "cells" | "reason">): string[] {
      const own = others(cells).map(trimCell);
      if (cells.length < headers.length) return own;
      return [...own.slice(0, width), reason, ...own.slice(width)];
    },
  };
}

/** How many skipped rows of a run can be downloaded; none of an unknown run. */
export async function countSkippedRows(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<number> {
  return ctx.db.run((tx) => countSkipped(tx, ctx, runId));
}
