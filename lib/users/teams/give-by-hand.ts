import type { TeamRole } from "@/drizzle/schema/team-members";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { HAND_MANAGES_FIELD, HAND_TEAMS_FIELD } from "@/lib/teams/as-fields";
import { deleteHandRows, insertHandRows, selectHandRows } from "@/lib/teams/roster.store";
import { insertEdits } from "@/lib/users/history.store";
import { selectActiveUsers } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";

type Gift = { teamId: number; role: TeamRole; userIds: readonly number[] };

/**
 * Puts active users in a team, or appoints them its managers, by hand, and notes it in their histories. Gives the ids of
 * those for whom that is new; whoever was given it before keeps it from then. For the verbs, which look after the team.
 */
export async function giveByHand(tx: Tx, ctx: WorkspaceCtx, gift: Gift): Promise<number[]> {
  const given = await insertHandRows(tx, ctx, gift);
  await note(tx, ctx, { ...gift, userIds: given }, "given");
  return given;
}

/** Takes back what was given by hand, and notes it. What files say stays. Gives the ids of those who had it. */
export async function takeByHand(tx: Tx, ctx: WorkspaceCtx, gift: Gift): Promise<number[]> {
  const taken = await deleteHandRows(tx, ctx, gift);
  await note(tx, ctx, { ...gift, userIds: taken }, "taken");
  return taken;
}

/** Under keys of their own: whoever undoes a run looks for what changed the teams that files give. */
async function note(
  tx: Tx,
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: Gift,
  what: "given" | "taken",
): Promise<void> {
  if (userIds.length === 0) return;
  const key = role === "member" ? HAND_TEAMS_FIELD : HAND_MANAGES_FIELD;
  const others = new Map<number, number[]>();
  for (const row of await selectHandRows(tx, ctx, userIds)) {
    if (row.role === role && row.teamId !== teamId) {
      others.set(row.userId, [...(others.get(row.userId) ?? []), row.teamId]);
    }
  }
  const users = await selectActiveUsers(tx, ctx, { ids: userIds, lock: false });
  const edits = users.map((user) => {
    const values = valuesOf(user);
    const without = others.get(user.id) ?? [];
    const having = [...without, teamId].sort((a, b) => a - b);
    const state = (ids: number[]) => ({ ...values, fields: { ...values.fields, [key]: ids } });
    const [before, after] = what === "given" ? [without, having] : [having, without];
    return { userId: user.id, kind: "update" as const, before: state(before), after: state(after) };
  });
  await insertEdits(tx, ctx, edits);
}
