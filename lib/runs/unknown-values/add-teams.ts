import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { notFound } from "@/lib/errors";
import type { AddedValues } from "@/lib/runs/schema";
import { listUnknownValues } from "@/lib/runs/unknown-values/list";
import { refuseTakenNames } from "@/lib/teams/names";
import { insertTeam, lockTeamNames, selectTeamNames } from "@/lib/teams/store";
import { sameText } from "@/lib/values/same-text";

/**
 * Makes teams of names that a run found in a column; the next run puts users in them. Names that the run did not find
 * there are left out. Throws `not_found`, `conflict` when a team has one of them in another letter case: then none is made.
 */
export async function addUnknownTeams(
  ctx: WorkspaceCtx,
  { runId, column, values }: AddedValues,
): Promise<{ added: number }> {
  const groups = await listUnknownValues(ctx, { runId });
  const group = groups.find((each) => each.kind === "teams" && each.column === column);
  if (!group) throw notFound("This column of the run");
  const asked = new Set(values);
  const found = group.values.map(({ value }) => value).filter((value) => asked.has(value));
  const names = [...new Set(found.map(sameText))];
  return explainConflicts(names.join(", "), () =>
    ctx.db.run(async (tx) => {
      await lockTeamNames(tx, ctx);
      for (const name of names) {
        refuseTakenNames({ name, aliases: [] }, await selectTeamNames(tx, ctx));
        const id = await insertTeam(tx, ctx, { name, aliases: [], createdAt: ctx.clock() });
        await writeAudit(tx, ctx, {
          action: "team.create",
          targetKind: "team",
          targetId: id,
          targetLabel: name,
          detail: { workspaceId: ctx.workspaceId, otherNames: [], runId },
        });
      }
      return { added: names.length };
    }),
  );
}
