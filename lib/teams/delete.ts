import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { deleteTeamRow, lockTeam } from "@/lib/teams/store";

/**
 * Deletes a team for good, with every place and appointment that was given by hand. Users stay. A file that still names
 * the team makes a new one at its next run. Throws `not_found`.
 */
export async function deleteTeam(ctx: WorkspaceCtx, { id }: { id: number }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const team = await lockTeam(tx, ctx, id);
    if (!team) throw notFound("This team");
    await deleteTeamRow(tx, ctx, id);
    await writeAudit(tx, ctx, {
      action: "team.delete",
      targetKind: "team",
      targetId: id,
      targetLabel: team.name,
      detail: { workspaceId: ctx.workspaceId },
    });
  });
}
