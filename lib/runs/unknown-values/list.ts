import type { WorkspaceCtx } from "@/lib/context";
import { listFields } from "@/lib/fields/list";
import { getRun } from "@/lib/runs/get-run";
import { groupUnknownValues, type UnknownValues } from "@/lib/runs/unknown-values/group";
import { selectUnknownValues } from "@/lib/runs/unknown-values/store";

/** The values of a run that no option has, by column: what can be added as options. Throws `not_found`. */
export async function listUnknownValues(
  ctx: WorkspaceCtx,
  { runId }: { runId: string },
): Promise<UnknownValues[]> {
  const { mapping } = await getRun(ctx, { runId });
  const told = await ctx.db.run((tx) => selectUnknownValues(tx, ctx, runId));
  return told.length === 0 ? [] : groupUnknownValues(told, mapping, await listFields(ctx));
}
