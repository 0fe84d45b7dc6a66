import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { refuseTakenNames, tidyAliases } from "@/lib/teams/names";
import type { CreateTeamInput } from "@/lib/teams/schema";
import { insertTeam, lockTeamNames, selectTeamNames } from "@/lib/teams/store";

/** Adds an empty team. Throws `conflict` when a team has one of the names, in any letter case. */
export async function createTeam(ctx: WorkspaceCtx, input: CreateTeamInput): Promise<{ id: number }> {
  const { name } = input;
  const aliases = tidyAliases(name, input.aliases);
  return explainConflicts(name, () =>
    ctx.db.run(async (tx) => {
      await lockTeamNames(tx, ctx);
      refuseTakenNames({ name, aliases }, await selectTeamNames(tx, ctx));
      const id = await insertTeam(tx, ctx, { name, aliases, createdAt: ctx.clock() });
      await writeAudit(tx, ctx, {
        action: "team.create",
        targetKind: "team",
        targetId: id,
        targetLabel: name,
        detail: { workspaceId: ctx.workspaceId, otherNames: aliases },
      });
      return { id };
    }),
  );
}
