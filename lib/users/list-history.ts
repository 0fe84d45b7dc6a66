import type { WorkspaceCtx } from "@/lib/context";
import { type EditRow, type RunChangeRow, selectEdits, selectRunChanges } from "@/lib/users/history.store";
import { type HistoryPlace, writeHistoryPlace } from "@/lib/users/history-place";
import type { UserEvent } from "@/lib/users/views";

export const HISTORY_PAGE_SIZE = 100;

type Line = HistoryPlace & { event: UserEvent };

/**
 * A page of everything that happened to a user, newest first: what runs changed and what members did manually. `older`
 * is the place of the next page, for the address; null where the history ends.
 */
export async function listUserHistory(
  ctx: WorkspaceCtx,
  { id }: { id: number },
  before: HistoryPlace | null = null,
): Promise<{ events: UserEvent[]; older: string | null }> {
  const page = { before, limit: HISTORY_PAGE_SIZE + 1 };
  const [edits, changes] = await ctx.db.run(async (tx) => [
    await selectEdits(tx, ctx, id, page),
    await selectRunChanges(tx, ctx, id, page),
  ]);
  const lines = [...changes.map(fromChange), ...edits.map(fromEdit)].sort(newestFirst);
  const shown = lines.slice(0, HISTORY_PAGE_SIZE);
  const last = shown.at(-1);
  return {
    events: shown.map(({ event }) => event),
    older: last && lines.length > shown.length ? writeHistoryPlace(last) : null,
  };
}

/** As the database compares places. */
function newestFirst(a: Line, b: Line): number {
  const [late, early] = [BigInt(a.micros), BigInt(b.micros)];
  if (late !== early) return late > early ? -1 : 1;
  if (a.by !== b.by) return a.by === "run" ? -1 : 1;
  return b.id - a.id;
}

function fromEdit({ id, micros, roleBefore, roleAfter, ...edit }: EditRow): Line {
  const role =
    roleBefore && roleAfter && roleBefore !== roleAfter ? { from: roleBefore, to: roleAfter } : null;
  const { at, kind, actorLabel, before = null, after = null } = edit;
  const event: UserEvent = { by: "member", key: `edit-${id}`, at, kind, actorLabel, before, after, role };
  return { by: "member", micros, id, event };
}

function fromChange({ id, micros, ...change }: RunChangeRow): Line {
  return { by: "run", micros, id, event: { by: "run", key: `change-${id}`, ...change } };
}
