import { type SQL, sql } from "drizzle-orm";
import type { RunColumns } from "@/drizzle/schema/runs";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { isLockTaken } from "@/lib/db/database-error";
import type { RunLease } from "@/lib/model/run-ref";
import { guarded } from "@/lib/pipeline/persistence/plans.store";
import { PRINT_WORDS } from "@/lib/pipeline/prints/hash";
import {
  LOOKUP_WORDS,
  type Part,
  packChunks,
  packWords,
  unpackChunks,
  unpackWords,
} from "@/lib/pipeline/prints/pack";

/** The part that says what goes for all of them. */
const HEAD = -1;
/** A change of users that takes longer than this is not waited for. */
const WAIT_MS = 2_000;

/** What goes for all parts of a file's prints. */
export type PrintsHead = {
  readingKey: string;
  secret: Buffer;
  header: Buffer;
  headerRow: number;
  columns: RunColumns;
};

export type StaleMark = { id: number; csvId: string };

/** The prints of a sync without what is only needed of some rows. `starts`: the first row of each part. */
export type Prints = PrintsHead & {
  runId: string;
  rows: number;
  others: string[];
  parts: number[];
  starts: number[];
  chunks: Part["chunks"];
  marks: Uint8Array;
};

const ofSync = ({ orgId, workspaceId }: WorkspaceCtx, syncId: string) =>
  sql`org_id = ${orgId} and workspace_id = ${workspaceId} and sync_id = ${syncId}`;

/**
 * From here on, whoever changes a user of the sync marks them. To be called before users are read: gives what was marked by
 * then, or null when someone is changing users at the moment, who may not have looked for prints.
 */
export async function beginPrints(
  ctx: WorkspaceCtx,
  lease: RunLease,
  syncId: string,
): Promise<StaleMark[] | null> {
  try {
    await guarded(ctx, lease, async (tx) => {
      await tx.execute(sql`select set_config('lock_timeout', ${String(WAIT_MS)}, true)`);
      // The sync first: whoever holds its row may change its users next.
      await tx.execute(sql`select 1 from syncs where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}
        and id = ${syncId} for key share`);
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`prints ${syncId}`}, 0))`);
      await dropUnused(tx, ctx, syncId, lease.runId);
      await tx.execute(sql`insert into sync_prints (org_id, workspace_id, sync_id, run_id, part)
        values (${ctx.orgId}, ${ctx.workspaceId}, ${syncId}, ${lease.runId}, ${HEAD})`);
    });
  } catch (error) {
    if (!isLockTaken(error)) throw error;
    return null;
  }
  return staleMarks(ctx, syncId);
}

/** Deletes prints that can't become the sync's any more, and those of an earlier attempt of `runId`. */
async function dropUnused(tx: Tx, ctx: WorkspaceCtx, syncId: string, runId: string): Promise<void> {
  await tx.execute(sql`
    delete from sync_prints p where ${ofSync(ctx, syncId)} and not is_current and (run_id = ${runId} or not exists (
      select from runs r where r.org_id = p.org_id and r.id = p.run_id and r.state in ('running', 'held', 'queued')))`);
}

async function staleMarks(ctx: WorkspaceCtx, syncId: string): Promise<StaleMark[]> {
  const rows = await ctx.db.run((tx) =>
    tx.execute<StaleMark>(sql`
      select id::float8 as id, csv_id as "csvId" from sync_prints_stale where ${ofSync(ctx, syncId)} order by id`),
  );
  return [...rows];
}

type PartRow = { part: number; rows: number; chunks: Buffer; marks: Buffer };

/** The prints of the sync, if its last file was read with this key, and the IDs whose users were changed since. */
export async function findPrints(
  ctx: WorkspaceCtx,
  syncId: string,
  readingKey: string,
): Promise<{ prints: Prints; stale: StaleMark[] } | null> {
  const found = await ctx.db.run(async (tx) => {
    const [head] = await tx.execute<PrintsHead & { runId: string; others: string | null }>(sql`
      select run_id as "runId", reading_key as "readingKey", secret, header, header_row as "headerRow", others, columns
      from sync_prints where ${ofSync(ctx, syncId)} and is_current and part = ${HEAD} and reading_key = ${readingKey}`);
    if (!head) return null;
    const rows = await tx.execute<PartRow>(sql`
      select part, rows, chunks, marks from sync_prints
      where ${ofSync(ctx, syncId)} and is_current and part > ${HEAD} order by part`);
    return { head, rows };
  });
  if (!found) return null;
  const { head, rows } = found;
  const starts: number[] = [];
  let sum = 0;
  for (const row of rows) {
    starts.push(sum);
    sum += row.rows;
  }
  const marks = new Uint8Array(sum);
  for (const [at, row] of rows.entries()) marks.set(row.marks, starts[at]);
  const prints: Prints = {
    ...head,
    rows: sum,
    others: head.others ? head.others.split("\n") : [],
    parts: rows.map(({ part }) => part),
    starts,
    chunks: unpackChunks(rows.map(({ chunks }) => chunks)),
    marks,
  };
  return { prints, stale: await staleMarks(ctx, syncId) };
}

type Column = "prints" | "lookups" | "ids";

/** A value after the other, as they are long. */
async function eachOf<T extends Buffer | string>(
  ctx: WorkspaceCtx,
  { syncId, prints, parts, column }: Where & { column: Column },
  sink: (part: number, value: T) => void,
): Promise<boolean> {
  return ctx.db.run(async (tx) => {
    for (const part of parts) {
      const [row] = await tx.execute<{ value: T }>(sql`
        select ${sql.identifier(column)} as value from sync_prints
        where ${ofSync(ctx, syncId)} and run_id = ${prints.runId} and part = ${part}`);
      if (!row) return false;
      sink(part, row.value);
    }
    return true;
  });
}

type Where = { syncId: string; prints: Prints; parts: readonly number[] };

/** Words of the rows of these parts; of other rows there are zeros. Null when they are there no more. */
export async function loadWords(
  ctx: WorkspaceCtx,
  { syncId, prints, parts }: Where,
  column: "prints" | "lookups",
): Promise<Int32Array | null> {
  const size = column === "prints" ? PRINT_WORDS : LOOKUP_WORDS;
  const words = new Int32Array(prints.rows * size);
  const isThere = await eachOf<Buffer>(ctx, { syncId, prints, parts, column }, (part, value) =>
    unpackWords(value, words, (prints.starts[prints.parts.indexOf(part)] ?? 0) * size),
  );
  return isThere ? words : null;
}

/** Gives the IDs of the rows of each of these parts. False when they are there no more. */
export function eachIds(ctx: WorkspaceCtx, where: Where, sink: (part: number, ids: string[]) => void) {
  return eachOf<string>(ctx, { ...where, column: "ids" }, (part, value) => sink(part, value.split("\n")));
}

/**
 * Keeps the prints of a run's file until it is known what becomes of its plan. `begun`: what `beginPrints` put there must be
 * there still; a run that spared rows needs those prints instead. False when someone has deleted them meanwhile.
 */
export async function storePrints(
  ctx: WorkspaceCtx,
  lease: RunLease,
  {
    syncId,
    basedOn,
    parts,
    head,
  }: {
    syncId: string;
    basedOn: string;
    parts: AsyncIterable<Part> | Iterable<Part>;
    /** Asked for once all parts were made. Null: these prints are of no use. */
    head: () => (PrintsHead & { others: readonly string[]; seen: readonly number[] }) | null;
  },
): Promise<boolean> {
  const place = sql`${ctx.orgId}, ${ctx.workspaceId}, ${syncId}, ${lease.runId}`;
  if (basedOn !== lease.runId) await guarded(ctx, lease, (tx) => dropUnused(tx, ctx, syncId, lease.runId));
  let number = 0;
  for await (const part of parts) {
    const at = number++;
    await guarded(ctx, lease, (tx) =>
      tx.execute(sql`
        insert into sync_prints (org_id, workspace_id, sync_id, run_id, part, rows, chunks, marks, prints, lookups, ids)
        values (${place}, ${at}, ${part.rows}, ${packChunks(part.chunks)}, ${Buffer.from(part.marks)},
                ${packWords(part.prints)}, ${packWords(part.lookups)}, ${part.ids.join("\n")})`),
    );
  }
  const whole = head();
  return guarded(ctx, lease, async (tx) => {
    const based = await tx.execute(sql`
      select 1 from sync_prints where ${ofSync(ctx, syncId)} and run_id = ${basedOn} and part = ${HEAD} for share`);
    await tx.execute(sql`delete from sync_prints where ${ofSync(ctx, syncId)} and run_id = ${lease.runId} and not is_current
      and (part = ${HEAD} or ${!whole || based.length === 0})`);
    if (!whole || based.length === 0) return false;
    const { readingKey, secret, header, headerRow, columns, others, seen } = whole;
    await tx.execute(sql`
      insert into sync_prints (org_id, workspace_id, sync_id, run_id, part, reading_key, secret, header, header_row, columns, others, seen)
      values (${place}, ${HEAD}, ${readingKey}, ${secret}, ${header}, ${headerRow}, ${JSON.stringify(columns)}::jsonb,
              ${others.join("\n") || null}, ${sql.param([...seen])}::bigint[])`);
    return true;
  });
}

/** Whether the run has left prints that are whole and not yet the sync's. */
export async function hasNewPrints(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, runId }: { syncId: string; runId: string },
): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from sync_prints where ${ofSync(ctx, syncId)} and run_id = ${runId} and part = ${HEAD}
      and reading_key is not null and not is_current`);
  return rows.length > 0;
}

/**
 * Makes the prints of a run those of its sync, in the transaction that makes its plan real: `statuses` are of the lines that went.
 * Users of other lines are not as their rows say. Does nothing where the run has left no prints.
 */
export async function promotePrints(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, runId, statuses }: { syncId: string; runId: string; statuses: readonly string[] },
): Promise<void> {
  if (!(await hasNewPrints(tx, ctx, { syncId, runId }))) return;
  await tx.execute(sql`delete from sync_prints where ${ofSync(ctx, syncId)} and run_id <> ${runId}`);
  await tx.execute(sql`
    delete from sync_prints_stale where ${ofSync(ctx, syncId)} and id = any((
      select seen from sync_prints where ${ofSync(ctx, syncId)} and run_id = ${runId} and part = ${HEAD})::bigint[])`);
  await tx.execute(
    sql`update sync_prints set is_current = true, seen = null where ${ofSync(ctx, syncId)} and run_id = ${runId}`,
  );
  await tx.execute(sql`
    insert into sync_prints_stale (org_id, workspace_id, sync_id, csv_id)
    select distinct org_id, workspace_id, ${syncId}, csv_id from changes
    where org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId} and run_id = ${runId} and kind <> 'remove'
      and status <> all(${sql.param([...statuses])}::text[])`);
}

/** Deletes the prints of a sync, or of all syncs of the workspace: the next run reads every row. */
export async function dropPrints(tx: Tx, ctx: WorkspaceCtx, syncId: string | null): Promise<void> {
  const which =
    syncId === null ? sql`org_id = ${ctx.orgId} and workspace_id = ${ctx.workspaceId}` : ofSync(ctx, syncId);
  await tx.execute(sql`delete from sync_prints where ${which}`);
  await tx.execute(sql`delete from sync_prints_stale where ${which}`);
}

/** Whether users that the transaction changes from here on are marked: not by the run whose prints become the sync's. */
export async function noteStale(tx: Tx, isOn: boolean): Promise<void> {
  await tx.execute(sql`select set_config('app.keeps_prints', ${isOn ? "off" : "on"}, true)`);
}

/** For the apply statement, behind its `created`: what triggers note of users who change, of those who come. */
export function createdStale({ orgId, workspaceId }: WorkspaceCtx, syncId: string): SQL {
  return sql`, created_stale as (
      insert into sync_prints_stale (org_id, workspace_id, sync_id, csv_id)
      select ${orgId}, ${workspaceId}, ${syncId}, substr(external_id, 26) from created
      where exists (select from sync_prints where org_id = ${orgId} and workspace_id = ${workspaceId} and sync_id = ${syncId})
    )`;
}
