import type { TeamRole } from "@/drizzle/schema/team-members";
import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { HAND_MANAGES_FIELD, HAND_TEAMS_FIELD } from "@/lib/model/field";
import { tellingLists } from "@/lib/rules/tell-lists.store";
import {
  deleteHandRows,
  type GivenSince,
  giveHandRowsBack,
  insertHandRows,
  selectHandRows,
} from "@/lib/teams/members.store";
import type { TeamUsersInput } from "@/lib/teams/schema";
import { lockTeam } from "@/lib/teams/store";
import { insertEdits } from "@/lib/users/history.store";
import { selectActiveUsers } from "@/lib/users/store";
import { valuesOf } from "@/lib/users/values";

/**
 * Adds users to a team manually, as members or managers: no file removes them. Removed users are left out.
 * `added` counts those for whom it is new. Throws `not_found` for the team.
 */
export async function addUsersToTeam(
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: TeamUsersInput,
): Promise<{ added: number }> {
  return ctx.db.run(async (tx) => {
    const team = await lockTeam(tx, ctx, teamId);
    if (!team) throw notFound("This team");
    const given = await tellingLists(tx, ctx, userIds, () => giveByHand(tx, ctx, { teamId, role, userIds }));
    if (given.length > 0) {
      await writeAudit(tx, ctx, {
        action: "team.add_users",
        targetKind: "team",
        targetId: teamId,
        targetLabel: team.name,
        detail: { workspaceId: ctx.workspaceId, as: role, users: given.length, userIds: given },
      });
    }
    return { added: given.length };
  });
}

/**
 * Removes users from a team, or as its managers, as far as they were added manually: anyone a file names stays
 * until the file no longer does. `removed` counts those who were added manually. Throws `not_found` for the team.
 */
export async function removeUsersFromTeam(
  ctx: WorkspaceCtx,
  { teamId, role, userIds }: TeamUsersInput,
): Promise<{ removed: number }> {
  return ctx.db.run(async (tx) => {
    const team = await lockTeam(tx, ctx, teamId);
    if (!team) throw notFound("This team");
    const taken = await tellingLists(tx, ctx, userIds, () => takeByHand(tx, ctx, { teamId, role, userIds }));
    if (taken.length > 0) {
      await writeAudit(tx, ctx, {
        action: "team.remove_users",
        targetKind: "team",
        targetId: teamId,
        targetLabel: team.name,
        detail: { workspaceId: ctx.workspaceId, as: role, users: taken.length, userIds: taken },
      });
    }
    return { removed: taken.length };
  });
}

type Gift = { teamId: number; role: TeamRole; userIds: readonly number[] };

/**
 * Adds active users to a team manually, as members or managers, and notes it in their histories. Returns the ids of
 * those for whom that is new; anyone added before keeps the earlier date. For the verbs, which look after the team.
 */
export async function giveByHand(tx: Tx, ctx: WorkspaceCtx, gift: Gift): Promise<number[]> {
  const given = await insertHandRows(tx, ctx, gift);
  await note(tx, ctx, { ...gift, userIds: given }, "given");
  return given;
}

/** Removes what was given manually, and notes it. What files say stays. Returns the ids of those who had it. */
export async function takeByHand(tx: Tx, ctx: WorkspaceCtx, gift: Gift): Promise<number[]> {
  const taken = await deleteHandRows(tx, ctx, gift);
  await note(tx, ctx, { ...gift, userIds: taken }, "taken");
  return taken;
}

/** Gives back what `takeByHand` took, since when and by whom it was, and notes it. For undoing. */
export async function giveBackByHand(
  tx: Tx,
  ctx: WorkspaceCtx,
  place: Omit<Gift, "userIds">,
  had: readonly GivenSince[],
): Promise<number[]> {
  const given = await giveHandRowsBack(tx, ctx, place, had);
  await note(tx, ctx, { ...place, userIds: given }, "given");
  return given;
}

/** Under keys of their own: undoing a run looks for what changed the teams that files give. */
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
