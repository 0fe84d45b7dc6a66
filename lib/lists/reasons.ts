import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { type Condition, isGroup, type Rule } from "@/lib/model/rule";
import { conditionWords, ruleWords } from "@/lib/rules/describe-rule";
import { holds, type Subject } from "@/lib/rules/holds";
import type { Vocabulary } from "@/lib/rules/vocabulary";

/** Why someone matches a rule: the conditions that do, in words, each with no more than what is theirs. */
export function reasonsOf(rule: Rule, user: Subject, known: Vocabulary): string[] {
  if (!holds(rule, user, known)) return [];
  if (!isGroup(rule)) return [conditionWords(narrowed(rule, user), known)];
  // A `none` group has no part that is true: it is shown as a whole.
  if (rule.match === "none") return [ruleWords(rule, known)];
  return [...new Set(rule.rules.flatMap((part) => reasonsOf(part, user, known)))];
}

/** "Department is Sales or Marketing" -> "Department is Sales", for someone in Sales. */
function narrowed(condition: Condition, user: Subject): Condition {
  if (condition.on === "field" && condition.op === "is_any_of") {
    const value = user.fields[String(condition.fieldId)];
    const optionIds = kept(condition.optionIds, Array.isArray(value) ? value : [value]);
    return { ...condition, optionIds };
  }
  if ((condition.on === "team" || condition.on === "manages") && condition.op === "in") {
    const [field, role] =
      condition.on === "team" ? ([TEAMS_FIELD, "member"] as const) : ([MANAGES_FIELD, "manager"] as const);
    const value = user.fields[String(field)];
    const mine = [...(Array.isArray(value) ? value : []), ...(user.byHand?.[role] ?? [])];
    return { ...condition, teamIds: kept(condition.teamIds, mine) };
  }
  if (condition.on === "source" && condition.op === "in") return { ...condition, syncIds: [user.syncId] };
  return condition;
}

function kept(wanted: readonly number[], theirs: readonly unknown[]): number[] {
  return wanted.filter((id) => theirs.includes(id));
}
