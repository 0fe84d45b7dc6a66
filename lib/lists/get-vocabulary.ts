import type { WorkspaceCtx } from "@/lib/context";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** Everything that a rule can name: fields with their options, teams, and syncs that are attached. */
export async function getVocabulary(ctx: WorkspaceCtx): Promise<Vocabulary> {
  return (await ctx.db.run((tx) => selectRuleContext(tx, ctx))).known;
}
