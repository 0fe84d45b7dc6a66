import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { applyChanges, countOf, matching, type Order, type UserColumns } from "@/lib/user-columns/columns";
import { leavesOf, type Node } from "@/lib/user-columns/conditions";
import { type Held, heldOf, limits, pruneChanges } from "@/lib/user-columns/held";
import { loadWanted } from "@/lib/user-columns/load";
import type { OrderSpec } from "@/lib/user-columns/orders.store";
import {
  foldTexts,
  hasUsers,
  selectChangedUsers,
  selectSince,
  valueOfLine,
} from "@/lib/user-columns/user-columns.store";

/** What is asked of active users: `node` of each, and the order that they are wanted in. */
export type Asked = { node: Node; order?: OrderSpec };

/** Who answers, as exactly as the database would have said in this transaction. */
export type Found = {
  count: number;
  users: UserColumns;
  /** By place: 1 for those who answer; 2 for those of them who are not where the order has them. */
  matches: Uint8Array;
  order: Order | null;
  /** Places of all who changed since the order was made. */
  late: ReadonlySet<number>;
};

/** Answers out of memory; null where the database has to. */
export type Lookup = (asked: Asked) => Promise<Found | null>;

const TRIES = 3;

/**
 * Runs a transaction that only reads, and hands it a way to ask for active users in memory: what that says is as of the very
 * snapshot that its statements see, so it holds whatever was committed before it began. Workspaces with few users, and
 * whatever is not in memory (yet), are the database's to answer.
 */
export async function readUsers<T>(
  ctx: WorkspaceCtx,
  work: (tx: Tx, lookup: Lookup) => Promise<T>,
): Promise<T> {
  if (limits().bytesMax === 0) return ctx.db.run((tx) => work(tx, async () => null));
  const held = heldOf(ctx);
  for (let tries = 1; ; tries++) {
    const isLast = tries > TRIES;
    try {
      return await ctx.db.run(
        (tx) => work(tx, (asked) => (isLast ? Promise.resolve(null) : lookUp(tx, ctx, held, asked))),
        { oneSnapshot: held.users !== null },
      );
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
}

/** Memory has gone on to a snapshot that is later than that of the transaction. */
class Overtaken extends Error {}

async function lookUp(tx: Tx, ctx: WorkspaceCtx, held: Held, asked: Asked): Promise<Found | null> {
  const leaves = leavesOf(asked.node);
  const names = new Set(leaves.map(({ column }) => column));
  if ([...names].some((name) => held.refused.has(name))) return null;
  const { users } = held;
  if (!users) {
    if (!(await isWorth(tx, ctx, held))) return null;
    want(ctx, held, asked);
    return null;
  }
  if (!(await bringUpToDate(tx, ctx, held, users))) return null;
  const folded = await foldTexts(
    tx,
    leaves.flatMap(({ texts }) => texts),
  );
  // From here to the result nothing waits, so that all of it is of one version.
  if (!isComplete(users, asked)) {
    want(ctx, held, asked);
    return null;
  }
  return answer(ctx, held, users, asked, (text) => folded.get(text) ?? text);
}

/** A day, after which the log may have been purged; and more changes than it takes to load everything again. */
const SECONDS_MAX = 24 * 3_600;
const CHANGES_MAX = 60_000;

/** Whether memory is as of the transaction's snapshot now. */
async function bringUpToDate(tx: Tx, ctx: WorkspaceCtx, held: Held, users: UserColumns): Promise<boolean> {
  const { version, asOf, changedAsOf } = users;
  const names = [...users.columns.keys()];
  const since = await selectSince(tx, ctx, { asOf, changedAsOf });
  if (!since.isUsable) return false;
  const ids = [...new Set([...since.ids, ...users.pending])];
  const isAnother = since.instance !== users.instance || since.asOfSeconds - users.asOfSeconds > SECONDS_MAX;
  if (isAnother || since.allChanged || ids.length > CHANGES_MAX) {
    if (held.users === users) held.users = null;
    return false;
  }
  if (since.isBehind) throw new Overtaken();
  const changed =
    ids.length === 0
      ? []
      : (await selectChangedUsers(tx, ctx, ids, names)).map(({ id, values }) => ({
          id,
          values: values?.map((value, at) => valueOfLine(names[at], value)) ?? null,
        }));
  if (held.users !== users || users.version !== version) throw new Overtaken();
  if (changed.length > 0) {
    applyChanges(users, names, changed);
    users.changedAsOf = since.asOf;
    pruneChanges(held);
  }
  users.asOf = since.asOf;
  users.asOfSeconds = since.asOfSeconds;
  return true;
}

function isComplete(users: UserColumns, { node, order }: Asked): boolean {
  const now = Date.now();
  const missing = leavesOf(node).filter(({ column: name }) => {
    const column = users.columns.get(name);
    if (column) column.usedAt = now;
    return !column;
  });
  const known = order && users.orders.get(order.name);
  if (known) known.usedAt = now;
  return missing.length === 0 && (!order || known !== undefined);
}

/** An order that so many have left since is made again; until then it still serves. */
const LATE_MOST = 1_000;
/** More of them than this are not sorted again for each page. */
const LATE_FOUND_MOST = 5_000;

function answer(
  ctx: WorkspaceCtx,
  held: Held,
  users: UserColumns,
  asked: Asked,
  fold: (text: string) => string,
): Found | null {
  const matches = matching(users, asked.node, fold);
  const found: Found = { count: countOf(matches), users, matches, order: null, late: new Set() };
  const order = asked.order && users.orders.get(asked.order.name);
  if (!order) return found;
  const late = new Set<number>();
  for (let at = users.changes.length - 1; at >= 0; at--) {
    const change = users.changes[at];
    if (!change || change.version <= order.version) break;
    late.add(change.place);
  }
  let lateFound = 0;
  for (const place of late) {
    if (matches[place] !== 1) continue;
    matches[place] = 2;
    lateFound++;
  }
  if (late.size > LATE_MOST) want(ctx, held, asked, true);
  return lateFound > LATE_FOUND_MOST ? null : { ...found, order, late };
}

/** Ids of up to `limit` of those who answer, whichever come first. */
export function firstFound({ matches, users }: Found, limit: number): number[] {
  const ids: number[] = [];
  for (let place = 0; place < matches.length && ids.length < limit; place++)
    if (matches[place] !== 0) ids.push(users.ids[place] ?? 0);
  return ids;
}

/** Starts to load what is missing; the order again, too, if it is `stale`. */
function want(ctx: WorkspaceCtx, held: Held, { node, order }: Asked, stale = false): void {
  for (const { column } of leavesOf(node))
    if (!held.users?.columns.has(column) && !held.refused.has(column)) held.columnsWanted.add(column);
  if (order && (stale || !held.users?.orders.has(order.name))) held.ordersWanted.set(order.name, order);
  void loadWanted(ctx, held);
}

const WORTH_MS = 10 * 60_000;

async function isWorth(tx: Tx, ctx: WorkspaceCtx, held: Held): Promise<boolean> {
  const now = Date.now();
  if (!held.worth || held.worth.until < now)
    held.worth = { isLarge: await hasUsers(tx, ctx, limits().usersMin), until: now + WORTH_MS };
  return held.worth.isLarge;
}
