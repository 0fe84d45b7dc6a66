import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { notFound } from "@/lib/errors";
import { refuseTakenNames, teamKey, tidyAliases } from "@/lib/teams/names";
import type { UpdateTeamInput } from "@/lib/teams/schema";
import { lockTeam, lockTeamNames, selectTeamNames, setTeam } from "@/lib/teams/store";

/**
 * Renames a team and sets the other names that files may call it by; a renamed team keeps its old name among them unless
 * `keepName` is false. Nobody's membership changes. Throws `not_found`, `conflict` when a name is another team's.
 */
export async function updateTeam(ctx: WorkspaceCtx, input: UpdateTeamInput): Promise<{ aliases: string[] }> {
  const { id, name } = input;
  return explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      await lockTeamNames(tx, ctx);
      const team = await lockTeam(tx, ctx, id);
      if (!team) throw notFound("This team");
      const keeps = input.keepName !== false && teamKey(team.name) !== teamKey(name);
      const aliases = tidyAliases(name, keeps ? [...input.aliases, team.name] : input.aliases);
      refuseTakenNames({ id, name, aliases }, await selectTeamNames(tx, ctx));
      await setTeam(tx, ctx, id, { name, aliases });
      await writeAudit(tx, ctx, {
        action: "team.update",
        targetKind: "team",
        targetId: id,
        targetLabel: name,
        detail: {
          workspaceId: ctx.workspaceId,
          name: { from: team.name, to: name },
          otherNames: { from: team.aliases, to: aliases },
        },
      });
      return { aliases };
    }),
  );
}
