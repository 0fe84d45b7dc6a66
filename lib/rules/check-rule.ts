import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import type { RuleGroup } from "@/lib/model/rule";
import { problemsOf, type RuleProblem } from "@/lib/rules/problems";
import { selectRuleContext } from "@/lib/rules/vocabulary.store";

/** The key of a part's error in a form: `rule.0.2`, and `rule` for the whole. */
function problemKey({ path }: Pick<RuleProblem, "path">): string {
  return ["rule", ...path].join(".");
}

/** Throws `invalid_input`, with what is wrong beside each part, for a rule that can't be followed. */
export async function refuseBrokenRule(tx: Tx, ctx: WorkspaceCtx, rule: RuleGroup | null): Promise<void> {
  const problems = rule
    ? problemsOf(rule, (await selectRuleContext(tx, ctx, [rule])).known)
    : [{ path: [], message: "Add a condition to define who is in the list." }];
  if (problems.length === 0) return;
  const fieldErrors = Object.fromEntries(problems.map((problem) => [problemKey(problem), problem.message]));
  throw new AppError("invalid_input", "The rule is not valid.", { fieldErrors });
}
