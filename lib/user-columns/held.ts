import type { WorkspaceCtx } from "@/lib/context";
import { userColumnsLimits } from "@/lib/env";
import { bytesOf, columnBytes, type UserColumns } from "@/lib/user-columns/columns";
import type { ColumnName } from "@/lib/user-columns/conditions";
import type { OrderSpec } from "@/lib/user-columns/orders.store";

/** What the process keeps of a workspace, and what is still to be loaded. */
export type Held = {
  users: UserColumns | null;
  columnsWanted: Set<ColumnName>;
  ordersWanted: Map<string, OrderSpec>;
  loading: Promise<void> | null;
  /** The version from which on changes are needed by what is being loaded. */
  loadingFrom: number | null;
  /** Columns that take more memory than they are worth. */
  refused: Set<ColumnName>;
  /** When loading may be tried again, in milliseconds since 1970. */
  failedUntil: number;
  /** Whether it is worth it, and until when that counts, in milliseconds since 1970. */
  worth: { isLarge: boolean; until: number } | null;
};

export type Limits = {
  /** Workspaces with fewer active users are asked for in the database alone. */
  usersMin: number;
  /** For all workspaces together; 0 keeps nothing. */
  bytesMax: number;
  /** From how many texts on a column is packed, if it is not the usual number. */
  packedFrom?: number;
};

// Next reloads modules in development, and may have several copies of one; memory is shared by all.
const shared = globalThis as typeof globalThis & {
  rollcallUserColumns?: { all: Map<string, Held>; limits: Limits | null };
};

function kept() {
  shared.rollcallUserColumns ??= { all: new Map(), limits: null };
  return shared.rollcallUserColumns;
}

export function limits(): Limits {
  return kept().limits ?? userColumnsLimits();
}

/** Forgets everything; from now on other limits count, or those of the environment. */
export function resetUserColumns(others: Limits | null): void {
  kept().all.clear();
  kept().limits = others;
}

/** What is kept of a workspace, which may be nothing yet. Who asks has been let into the workspace. */
export function heldOf({ orgId, workspaceId }: Pick<WorkspaceCtx, "orgId" | "workspaceId">): Held {
  const { all } = kept();
  const key = `${orgId} ${workspaceId}`;
  let held = all.get(key);
  if (!held) {
    held = {
      ...{ users: null, columnsWanted: new Set(), ordersWanted: new Map(), loading: null, loadingFrom: null },
      ...{ refused: new Set(), worth: null, failedUntil: 0 },
    };
    all.set(key, held);
  }
  return held;
}

/** Places changed since what is never needed again are forgotten, and orders that most users have left. */
const LATE_MAX = 20_000;

export function pruneChanges({ users, loadingFrom }: Held): void {
  if (!users) return;
  const oldest = users.changes.at(-LATE_MAX)?.version ?? 0;
  for (const [name, { version }] of users.orders) if (version < oldest) users.orders.delete(name);
  const needed = [...users.orders.values()].map(({ version }) => version);
  const from = Math.min(loadingFrom ?? users.version, ...needed);
  const first = users.changes.findIndex(({ version }) => version > from);
  users.changes.splice(0, first === -1 ? users.changes.length : first);
}

const NOT_WORTH_MS = 10 * 60_000;

/** Forgets what was used longest ago until the rest fits. A workspace that does not fit at all is left alone for a while. */
export function fitMemory(now: number): void {
  const { all } = kept();
  const { bytesMax } = limits();
  let bytes = 0;
  for (const { users } of all.values()) bytes += users ? bytesOf(users) : 0;
  const parts = [...all.values()].flatMap((held) => (held.users ? partsOf(held, held.users) : []));
  for (const part of parts.sort((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= bytesMax) return;
    part.drop();
    bytes -= part.bytes;
    const { users } = part.held;
    if (users && users.columns.size + users.orders.size === 0) {
      bytes -= bytesOf(users);
      part.held.users = null;
    }
  }
  if (bytes <= bytesMax) return;
  for (const held of all.values()) {
    if (held.users) held.worth = { isLarge: false, until: now + NOT_WORTH_MS };
    held.users = null;
  }
}

type Part = { held: Held; usedAt: number; bytes: number; drop: () => void };

function partsOf(held: Held, users: UserColumns): Part[] {
  const columns = [...users.columns].map(([name, column]) => ({
    ...{ held, usedAt: column.usedAt, bytes: columnBytes(column) },
    drop: () => void users.columns.delete(name),
  }));
  const orders = [...users.orders].map(([name, order]) => ({
    ...{ held, usedAt: order.usedAt, bytes: order.places.byteLength },
    drop: () => void users.orders.delete(name),
  }));
  return [...columns, ...orders];
}
