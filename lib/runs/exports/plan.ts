import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { type Download, fileNameOf, pages } from "@/lib/csv/download";
import type { ProfileField } from "@/lib/model/field";
import { getExportedRun } from "@/lib/runs/exports/get-run";
import { planLayout } from "@/lib/runs/exports/plan-row";
import type { ExportedRun } from "@/lib/runs/exports/store";
import { listRunFields } from "@/lib/runs/read-plan";
import { type ChangeFilter, selectChanges } from "@/lib/runs/views/changes.store";
import type { ChangeItem } from "@/lib/runs/views/types";

const PAGE_ROWS = 1_000;

/** The plan of a run as CSV, a line for each person: those that the filter leaves. Throws `not_found`. */
export async function exportPlan(ctx: WorkspaceCtx, filter: ChangeFilter): Promise<Download> {
  const { runId } = filter;
  const run = await ctx.db.run(async (tx) => {
    const found = await getExportedRun(tx, ctx, runId);
    const target = { targetKind: "run" as const, targetId: runId, targetLabel: found.syncName };
    await writeAudit(tx, ctx, { action: "run.export_plan", ...target });
    return found;
  });
  const fields = await listRunFields(ctx, run);
  const fileName = fileNameOf({ syncName: run.syncName, at: run.createdAt, what: "plan" });
  return { fileName, rows: rowsOf(ctx, { run, filter, fields }) };
}

type Input = { run: ExportedRun; filter: ChangeFilter; fields: readonly ProfileField[] };

async function* rowsOf(ctx: WorkspaceCtx, { run, filter, fields }: Input): AsyncGenerator<string[][]> {
  const { header, row } = planLayout(run, fields);
  yield [header];
  for await (const page of pages<ChangeItem>(PAGE_ROWS, (after, limit) => {
    const cursor = after && { side: "after" as const, kind: after.kind, id: after.id };
    return ctx.db.run((tx) => selectChanges(tx, ctx, filter, { cursor, limit }));
  })) {
    yield page.map(row);
  }
}
