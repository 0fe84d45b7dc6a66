import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import type { LineTarget, Mapping } from "@/lib/model/mapping";
import { type ColumnProblem, columnProblems } from "@/lib/runs/repairs/column-problems";
import { canRunAgain, getRepairable, isRepairable, requireFile } from "@/lib/runs/repairs/repairable";
import { selectColumnsSeen } from "@/lib/runs/repairs/repairs.store";
import type { ColumnRepairs } from "@/lib/runs/schema";
import { previewSync } from "@/lib/runs/sync-now";
import type { RunDetail } from "@/lib/runs/views/types";
import { lockSync, setSync } from "@/lib/syncs/store";
import { writeMapping } from "@/lib/syncs/versions/write";
import { sameText } from "@/lib/values/same-text";

/** The columns that the file of a run lacks, as its page offers to put them right; none where that is not possible. */
export async function listColumnProblems(ctx: WorkspaceCtx, run: RunDetail): Promise<ColumnProblem[]> {
  if (!run.file || !canRunAgain(run) || !run.mapping.current || !(await isRepairable(ctx, run))) return [];
  return problemsOf(ctx, run);
}

async function problemsOf(ctx: WorkspaceCtx, run: RunDetail): Promise<ColumnProblem[]> {
  const { columns, baseline } = await ctx.db.run((tx) => selectColumnsSeen(tx, ctx, run.id));
  return columnProblems({
    headers: run.file?.headers ?? [],
    columns,
    mapping: run.mapping,
    fields: await listFields(ctx),
    headersBefore: baseline?.headers ?? [],
  });
}

/**
 * Says of columns that the file of a run lacks which other column they are now, or that the sync goes on without them
 * (`column` is null), and asks for a preview. Throws `not_found`; `conflict` when it is not the last run, its file is
 * gone, or the mapping was changed since; `invalid_input` for a column that can't be it, or that is needed.
 */
export async function repairColumns(
  ctx: WorkspaceCtx,
  { runId, repairs }: ColumnRepairs,
): Promise<{ runId: string }> {
  const run = await getRepairable(ctx, { runId });
  requireFile(run);
  if (!run.mapping.current) throw mappedSince();
  const problems = await problemsOf(ctx, run);
  const answers = repairs.map(({ header, column }) => {
    const problem = problems.find((each) => sameText(each.header) === sameText(header));
    if (!problem) throw mappedSince();
    if (column === null ? !problem.canBeAbsent : !problem.choices.includes(column))
      throw misfit(problem, column);
    return { problem, column };
  });
  await ctx.db.run(async (tx) => {
    await writeMapping(tx, ctx, {
      syncId: run.sync.id,
      basedOn: run.mapping.version ?? undefined,
      change: (was) => answers.reduce(withAnswer, was),
    });
    const absent = answers.filter(({ column }) => column === null).map(({ problem }) => problem.header);
    if (absent.length > 0) await forgetHeaders(tx, ctx, run.sync.id, absent);
  });
  return previewSync(ctx, run.sync.id);
}

type Answer = { problem: ColumnProblem; column: string | null };

/** The column takes over how the one that is missing was read. */
function withAnswer(mapping: Mapping, { problem, column }: Answer): Mapping {
  const { header, target } = problem;
  const others = Object.entries(mapping.columns).filter(([name]) => sameText(name) !== sameText(header));
  const columns = Object.fromEntries(others);
  if (column !== null) return { ...mapping, columns: { ...columns, [column]: target } };
  return isLine(target.kind)
    ? { ...mapping, columns, without: [...(mapping.without ?? []), target.kind] }
    : { ...mapping, columns };
}

function isLine(kind: string): kind is LineTarget {
  return kind === "first_name" || kind === "last_name" || kind === "mobile";
}

/** The next files are no longer expected to have these columns; one that comes back fills what it did. */
async function forgetHeaders(
  tx: Tx,
  ctx: WorkspaceCtx,
  syncId: string,
  headers: readonly string[],
): Promise<void> {
  const row = await lockSync(tx, ctx, syncId);
  if (!row) return;
  const gone = new Set(headers.map(sameText));
  const { baseline } = row;
  if (baseline) {
    const left = baseline.headers.filter((header) => !gone.has(sameText(header)));
    await setSync(tx, ctx, syncId, { baseline: { ...baseline, headers: left } });
  }
  await writeAudit(tx, ctx, {
    action: "sync.go_without",
    targetKind: "sync",
    targetId: syncId,
    targetLabel: row.name,
    detail: { workspaceId: ctx.workspaceId, columns: [...headers] },
  });
}

function mappedSince(): AppError {
  return new AppError("conflict", "The mapping was changed since this run, so nothing was changed now.", {
    remedy: "Run the sync again to see what its file lacks.",
  });
}

function misfit({ fills }: ColumnProblem, column: string | null): AppError {
  return new AppError(
    "invalid_input",
    column === null ? `No file can be read without ${fills}.` : `The column "${column}" can't be ${fills}.`,
    { remedy: "Choose another column of the file." },
  );
}
