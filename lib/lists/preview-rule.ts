import type { WorkspaceCtx } from "@/lib/context";
import { countMembers, limitTime, selectSample } from "@/lib/lists/members.store";
import type { RulePreview } from "@/lib/lists/views";
import type { RuleGroup } from "@/lib/model/rule";
import { ruleWords } from "@/lib/rules/describe-rule";
import { problemsOf } from "@/lib/rules/problems";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";
import { readUsers } from "@/lib/user-columns/read-users";

const SAMPLE = 5;
/** Longer than any rule has taken on a million users; the person typing waits no longer. */
const TIME_MAX_MS = 5_000;

/** Who would match a rule that is being written. Its problems are returned, not thrown; with one, nobody matches. */
export async function previewRule(ctx: WorkspaceCtx, { rule }: { rule: RuleGroup }): Promise<RulePreview> {
  const context = await ctx.db.run((tx) => selectRuleContext(tx, ctx, [rule]));
  const told = { words: ruleWords(rule, context.known), problems: problemsOf(rule, context.known) };
  if (told.problems.length > 0) return { ...told, count: 0, sample: [] };
  const asked = { list: { id: 0, kind: "dynamic" as const, rule }, context, terms: [] };
  try {
    return await readUsers(ctx, async (tx, lookup) => {
      await limitTime(tx, TIME_MAX_MS);
      const sample = await selectSample(tx, ctx, { ...asked, lookup }, SAMPLE);
      return { ...told, sample, count: await countMembers(tx, ctx, { ...asked, lookup }) };
    });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return { ...told, count: null, sample: [] };
  }
}

/** Whether Postgres ended a statement because it took longer than was allowed (SQLSTATE 57014). */
export function isTimeout(error: unknown): boolean {
  // drizzle wraps the driver's error, and keeps it as the cause.
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "57014") return true;
  }
  return false;
}
