import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { clearOptions } from "@/lib/fields/store";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { clearChoicesFromPlans, lockChoices } from "@/lib/pipeline/persistence/deleted.store";
import { tellListsNaming } from "@/lib/rules/tell-lists.store";
import { deleteTeamRow, lockTeam } from "@/lib/teams/store";

/**
 * Deletes a team for good, with every place and appointment in it, and those that plans would give. Users stay. A file that still names
 * the team makes a new one at its next run. Throws `not_found`.
 */
export async function deleteTeam(ctx: WorkspaceCtx, { id }: { id: number }): Promise<void> {
  await ctx.db.run(async (tx) => {
    await lockChoices(tx, ctx, "exclusive");
    const team = await lockTeam(tx, ctx, id);
    if (!team) throw notFound("This team");
    for (const fieldId of [TEAMS_FIELD, MANAGES_FIELD]) {
      await clearOptions(tx, ctx, { fieldId, optionIds: [id], at: ctx.clock() });
    }
    await clearChoicesFromPlans(tx, ctx, {
      fieldId: TEAMS_FIELD,
      gone: [{ id, label: team.name, into: null }],
    });
    await deleteTeamRow(tx, ctx, id);
    await tellListsNaming(tx, ctx, ({ on }) => on === "team" || on === "manages");
    await writeAudit(tx, ctx, {
      action: "team.delete",
      targetKind: "team",
      targetId: id,
      targetLabel: team.name,
      detail: { workspaceId: ctx.workspaceId },
    });
  });
}
