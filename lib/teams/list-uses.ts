import type { WorkspaceCtx } from "@/lib/context";
import { conditionsOf } from "@/lib/model/rule";
import { selectListRules } from "@/lib/teams/store";

/** Dynamic lists whose rule names the team. */
export async function listTeamUses(
  ctx: WorkspaceCtx,
  { id }: { id: number },
): Promise<{ id: number; name: string }[]> {
  const lists = await ctx.db.run((tx) => selectListRules(tx, ctx));
  return lists
    .filter(
      ({ rule }) => rule && conditionsOf(rule).some((part) => "teamIds" in part && part.teamIds.includes(id)),
    )
    .map(({ id, name }) => ({ id, name }));
}
