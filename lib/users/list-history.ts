import type { WorkspaceCtx } from "@/lib/context";
import { type EditRow, type RunChangeRow, selectEdits, selectRunChanges } from "@/lib/users/history/store";
import type { UserEvent } from "@/lib/users/views";

const EVENTS_MAX = 200;

/** Everything that happened to a user, newest first: what runs changed and what members did by hand. */
export async function listUserHistory(
  ctx: WorkspaceCtx,
  user: { id: number; externalId: string | null },
): Promise<UserEvent[]> {
  const [edits, changes] = await ctx.db.run(async (tx) => [
    await selectEdits(tx, ctx, user.id, EVENTS_MAX),
    await selectRunChanges(tx, ctx, user, EVENTS_MAX),
  ]);
  return [...edits.map(fromEdit), ...changes.map(fromChange)]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, EVENTS_MAX);
}

function fromEdit({ id, roleBefore, roleAfter, ...edit }: EditRow): UserEvent {
  const role =
    roleBefore && roleAfter && roleBefore !== roleAfter ? { from: roleBefore, to: roleAfter } : null;
  return {
    by: "member",
    key: `edit-${id}`,
    at: edit.at,
    kind: edit.kind,
    actorLabel: edit.actorLabel,
    before: edit.before ?? null,
    after: edit.after ?? null,
    role,
  };
}

function fromChange({ id, ...change }: RunChangeRow): UserEvent {
  return { by: "run", key: `change-${id}`, ...change };
}
