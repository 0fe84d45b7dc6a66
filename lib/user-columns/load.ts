import { setImmediate as nextTurn } from "node:timers/promises";
import type { WorkspaceCtx } from "@/lib/context";
import {
  addUser,
  type Column,
  isTooLarge,
  makeColumn,
  makeColumns,
  packValues,
  placeOf,
  setValue,
  type UserColumns,
} from "@/lib/user-columns/columns";
import type { ColumnName } from "@/lib/user-columns/conditions";
import { fitMemory, type Held, limits } from "@/lib/user-columns/held";
import type { OrderSpec } from "@/lib/user-columns/orders.store";
import {
  type ColumnPage,
  selectColumnPage,
  selectMoment,
  selectOrder,
  valueOfLine,
} from "@/lib/user-columns/user-columns.store";

/** As many as are read at a time, so that other work of the process waits for a few milliseconds only. */
const PAGE_USERS = 10_000;

/** Texts that differ, from which on they are packed. */
const PACKED_FROM = 100_000;

/** After what could not be loaded. */
const PAUSE_MS = 60_000;

/** Loads what is wanted, in the background; a second call joins the first. */
export async function loadWanted(ctx: WorkspaceCtx, held: Held): Promise<void> {
  if (held.failedUntil > Date.now()) return;
  held.loading ??= load(ctx, held)
    .catch((error: unknown) => {
      held.failedUntil = Date.now() + PAUSE_MS;
      ctx.log.error("user_columns.load.failed", {}, error);
    })
    .finally(() => {
      held.loading = null;
      held.loadingFrom = null;
      held.columnsWanted.clear();
      held.ordersWanted.clear();
    });
  return held.loading;
}

async function load(ctx: WorkspaceCtx, held: Held): Promise<void> {
  while (held.users === null || held.columnsWanted.size + held.ordersWanted.size > 0) {
    const startedAt = Date.now();
    const names = [...held.columnsWanted];
    const [order] = [...held.ordersWanted.values()];
    if (!held.users) held.users = await loadUsers(ctx, names, held);
    else if (names.length > 0) await loadColumns(ctx, held, names);
    else if (order) await loadOrder(ctx, held, order);
    const { size = 0 } = held.users ?? {};
    ctx.log.info("user_columns.load.done", {
      users: size,
      columns: names.length,
      ms: Date.now() - startedAt,
    });
    for (const name of names) held.columnsWanted.delete(name);
    if (names.length === 0 && order) held.ordersWanted.delete(order.name);
    fitMemory(Date.now());
    if (!held.users) return;
  }
}

async function loadUsers(ctx: WorkspaceCtx, names: readonly ColumnName[], held: Held): Promise<UserColumns> {
  const users = makeColumns(await ctx.db.run(selectMoment));
  const columns = names.map((name) => columnOf(name, 0));
  await eachPage(ctx, names, async (ids, lines) => {
    for (const [row, id] of ids.entries()) {
      const place = addUser(users, id);
      for (const [at, column] of columns.entries())
        setValue(column, place, valueOfLine(names[at], lines[at]?.[row] ?? null));
    }
  });
  users.sorted = users.size;
  install(users, held, names, columns);
  return users;
}

function columnOf(name: ColumnName, size: number): Column {
  return makeColumn(name, { size, usedAt: Date.now(), packedFrom: limits().packedFrom ?? PACKED_FROM });
}

async function loadColumns(ctx: WorkspaceCtx, held: Held, names: readonly ColumnName[]): Promise<void> {
  const { users } = held;
  if (!users) return;
  const { version } = users;
  held.loadingFrom = version;
  const columns = names.map((name) => columnOf(name, users.size));
  await eachPage(ctx, names, async (ids, lines) => {
    for (const [row, id] of ids.entries()) {
      const place = placeOf(users, id);
      // Somebody new: whoever asks next reads them.
      if (place === undefined) continue;
      for (const [at, column] of columns.entries())
        setValue(column, place, valueOfLine(names[at], lines[at]?.[row] ?? null));
    }
  });
  held.loadingFrom = null;
  // What was read of someone who changed in the meantime may be older than what was known when it was.
  for (const each of users.changes) if (each.version > version) users.pending.add(users.ids[each.place] ?? 0);
  install(users, held, names, columns);
  // Whoever has asked the database for changes by now did not ask for these columns.
  users.version++;
}

async function eachPage(
  ctx: WorkspaceCtx,
  names: readonly ColumnName[],
  work: (ids: readonly number[], lines: readonly string[][]) => Promise<void>,
): Promise<void> {
  for (let after = 0; ; ) {
    const from = after;
    const page: ColumnPage | null = await ctx.db.run((tx) =>
      selectColumnPage(tx, ctx, names, { after: from, limit: PAGE_USERS }),
    );
    if (!page) return;
    const ids = page.ids.split(",").map(Number);
    await nextTurn();
    await work(
      ids,
      page.lines.map((lines) => lines.split("\n")),
    );
    await nextTurn();
    after = ids.at(-1) ?? after;
  }
}

function install(
  users: UserColumns,
  { refused }: Held,
  names: readonly ColumnName[],
  columns: readonly Column[],
): void {
  for (const [at, column] of columns.entries()) {
    const name = names[at];
    if (name === undefined) continue;
    if (isTooLarge(column, users.size)) {
      refused.add(name);
      continue;
    }
    if (column.packed) packValues(column);
    users.columns.set(name, column);
  }
}

async function loadOrder(ctx: WorkspaceCtx, held: Held, spec: OrderSpec): Promise<void> {
  const { users } = held;
  if (!users) return;
  const { version } = users;
  held.loadingFrom = version;
  const found = await ctx.db.run((tx) => selectOrder(tx, ctx, { ...spec, packed: PAGE_USERS }));
  const places: number[] = [];
  let [read, nothingFrom] = [0, 0];
  for (const ids of found.ids) {
    for (const id of ids.split(",")) {
      const place = placeOf(users, Number(id));
      if (place !== undefined) {
        places.push(place);
        if (read < found.nothingFrom) nothingFrom++;
      }
      read++;
    }
    await nextTurn();
  }
  held.loadingFrom = null;
  users.orders.set(spec.name, {
    ...{ places: Int32Array.from(places), nothingFrom, version, usedAt: Date.now() },
  });
}
