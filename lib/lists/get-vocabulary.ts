import type { WorkspaceCtx } from "@/lib/context";
import type { Vocabulary } from "@/lib/lists/vocabulary";
import { selectRuleContext } from "@/lib/lists/vocabulary/store";

/** Everything that a rule can name: fields with their options, teams, and syncs that are attached. */
export async function getVocabulary(ctx: WorkspaceCtx): Promise<Vocabulary> {
  return (await ctx.db.run((tx) => selectRuleContext(tx, ctx))).known;
}
