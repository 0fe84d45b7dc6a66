import type { WorkspaceCtx } from "@/lib/context";
import type { Counts } from "@/lib/model/run";
import type { RunLease } from "@/lib/model/run-ref";
import { asItIsNow, type Choices, withTeams } from "@/lib/pipeline/choices";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { selectChoices } from "@/lib/pipeline/persistence/deleted.store";
import { clearPlan } from "@/lib/pipeline/persistence/plans.store";
import {
  addressHolders,
  freeingLines,
  idHolders,
  laterEvents,
  type RealRow,
  realLines,
  storeUndoLines,
} from "@/lib/pipeline/persistence/undo.store";
import { type Conflict, settleAddresses } from "@/lib/pipeline/plan/addresses";
import { addressTaken, invertLine, type UndoLine } from "@/lib/pipeline/plan/invert";
import { NO_COUNTS } from "@/lib/pipeline/report/outcome";

/** `teamsBack`: teams that come back with the undo of an undo, which had deleted them. */
export type PlanUndoInput = { syncId: string; lease: RunLease; undoes: string; teamsBack: readonly number[] };

/**
 * The corridor of an undo: takes the lines of a run that have become real, turns each around, and leaves that as a plan
 * in the database. Nothing of it is applied. In the counts, `read` are lines looked at and `skipped` people who stay as
 * they are, because someone changed them since.
 */
export async function planUndo(ctx: WorkspaceCtx, input: PlanUndoInput, beat: Heartbeat): Promise<Counts> {
  const { lease } = input;
  const counts: Counts = { ...NO_COUNTS };
  const conflicts: Conflict[] = [];
  await clearPlan(ctx, lease);
  const choices = withTeams(await ctx.db.run((tx) => selectChoices(tx, ctx)), input.teamsBack);
  for await (const page of realLines(ctx, { runId: input.undoes, syncId: input.syncId })) {
    beat.signal.throwIfAborted();
    const { free, taken } = await sortByAddress(
      ctx,
      await invertPage(
        ctx,
        input,
        page.map((row) => withoutDeletedValues(row, choices)),
      ),
    );
    conflicts.push(...taken);
    await storeUndoLines(ctx, lease, free);
    for (const line of free) add(counts, line);
    counts.read += page.length;
    counts.unchanged += page.length - free.length - taken.length;
    beat.at.rowsDone = counts.read;
  }
  const holders = conflicts.map(({ holder }) => holder);
  const settled = settleAddresses(conflicts, await freeingLines(ctx, lease.runId, holders));
  await storeUndoLines(ctx, lease, settled);
  for (const line of settled) add(counts, line);
  return counts;
}

async function invertPage(ctx: WorkspaceCtx, { syncId, undoes }: PlanUndoInput, page: RealRow[]) {
  const moved = page.flatMap(({ now, baseVersion }) =>
    now && now.version !== (baseVersion ?? 0) + 1 ? [now.userId] : [],
  );
  const later = await laterEvents(ctx, undoes, moved);
  const lines = page.flatMap(({ now, ...line }) => {
    const inverted = invertLine(line, now, now ? (later.get(now.userId) ?? []) : []);
    return inverted ? [inverted] : [];
  });
  return withoutTakenIds(ctx, syncId, lines);
}

/** What was deleted since is blank on both sides: nobody has changed the users who had it. */
function withoutDeletedValues({ before, after, now, ...row }: RealRow, choices: Choices): RealRow {
  return {
    ...row,
    before: asItIsNow(before, choices),
    after: asItIsNow(after, choices),
    now: now && { ...now, values: asItIsNow(now.values, choices) },
  };
}

/** A user can't go back to an ID that someone else has been given since. */
async function withoutTakenIds(ctx: WorkspaceCtx, syncId: string, lines: UndoLine[]): Promise<UndoLine[]> {
  const renamed = lines.filter(
    ({ kind, oldCsvId, unlinks, status }) =>
      (kind === "relink" || oldCsvId !== null) && !unlinks && status !== "kept",
  );
  if (renamed.length === 0) return lines;
  const idOf = ({ newSyncId, csvId }: UndoLine) => `${newSyncId ?? syncId}#${csvId}`;
  const holders = await idHolders(ctx, renamed.map(idOf));
  const taken = new Set(renamed.filter((line) => (holders.get(idOf(line)) ?? line.userId) !== line.userId));
  return lines.map((line) =>
    taken.has(line)
      ? {
          ...line,
          status: "kept",
          kept: [...line.kept, { part: "user", why: "id_taken", by: null, at: null }],
        }
      : line,
  );
}

/** Lines that can be stored immediately, and lines that take an address which another user has now. */
async function sortByAddress(ctx: WorkspaceCtx, lines: readonly UndoLine[]) {
  const keys = lines.flatMap((line) => addressTaken(line) ?? []);
  const holders = keys.length > 0 ? await addressHolders(ctx, keys) : new Map<string, number>();
  const free: UndoLine[] = [];
  const taken: Conflict[] = [];
  for (const line of lines) {
    const holder = holders.get(addressTaken(line) ?? "");
    if (holder === undefined || holder === line.userId) free.push(line);
    else taken.push({ line, holder });
  }
  return { free, taken };
}

function add(counts: Counts, { kind, status }: UndoLine): void {
  if (status === "kept") counts.skipped += 1;
  else if (kind === "remove") counts.removed += 1;
  else if (kind === "restore") counts.restored += 1;
  else counts.updated += 1;
}
