import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/list";
import { getRun } from "@/lib/runs/get-run";
import { groupUnknownValues, type UnknownValues } from "@/lib/runs/unknown-values/group";
import { selectUnknownValues } from "@/lib/runs/unknown-values.store";
import { teamsAsFields } from "@/lib/teams/as-fields";
import { listTeamNames } from "@/lib/teams/read";

/** The values of a run that no option or team has, by column: what can be added. Throws `not_found`. */
export async function listUnknownValues(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<UnknownValues[]> {
  const { mapping } = await getRun(ctx, { runId });
  const told = await ctx.db.run((tx) => selectUnknownValues(tx, ctx, runId));
  if (told.length === 0) return [];
  const [teams] = teamsAsFields(await listTeamNames(ctx));
  return groupUnknownValues(told, mapping, await listFields(ctx), teams);
}
