import { unreachable } from "@/lib/errors";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { type Condition, isGroup, type Rule } from "@/lib/model/rule";
import type { Named, Vocabulary } from "@/lib/rules/vocabulary";

/** What is wrong with one part of a rule. `path`: the place of each part within its group, from the top. */
export type RuleProblem = { path: readonly number[]; message: string };

/**
 * Why a rule can't be followed: it names what is no longer there, or leaves something open. A rule with a problem holds
 * for nobody, since lists decide who may see what: `none of` something deleted must not open a page to everyone.
 */
export function problemsOf(
  rule: Rule,
  known: Vocabulary,
  path: readonly number[] = [],
): readonly RuleProblem[] {
  if (!isGroup(rule)) {
    const message = problemOf(rule, known);
    return message === null ? [] : [{ path, message }];
  }
  if (rule.rules.length === 0)
    return [{ path, message: "This group has no conditions. Add one, or remove the group." }];
  return rule.rules.flatMap((part, at) => problemsOf(part, known, [...path, at]));
}

function problemOf(condition: Condition, known: Vocabulary): string | null {
  switch (condition.on) {
    case "field":
      return fieldProblem(condition, known);
    case "text": {
      const open = condition.text === "" && condition.op !== "is_empty" && condition.op !== "is_not_empty";
      return open ? "Enter what to look for." : null;
    }
    case "team":
    case "manages":
      return missing(condition.teamIds, known.teams, "team");
    case "source":
      return condition.syncIds.every((id) => id === null || known.syncs.some((sync) => sync.id === id))
        ? null
        : "A sync in this condition was detached. Choose another one.";
    case "role":
      return null;
    default:
      return unreachable(condition);
  }
}

function fieldProblem(condition: Extract<Condition, { on: "field" }>, known: Vocabulary): string | null {
  const field = known.fields.find(({ id }) => id === condition.fieldId);
  if (!field) return "The profile field of this condition was deleted. Choose another one.";
  if (!FIELD_KINDS[field.type].operators[condition.op])
    return `“${field.label}” can't be compared like this.`;
  return "optionIds" in condition
    ? missing(condition.optionIds, field.options, `option of “${field.label}”`)
    : null;
}

function missing(ids: readonly number[], known: readonly Named[], what: string): string | null {
  const there = new Set(known.map(({ id }) => id));
  const gone = ids.filter((id) => !there.has(id)).length;
  if (gone === 0) return null;
  const an = /^[aeiou]/.test(what) ? "An" : "A";
  return gone === 1
    ? `${an} ${what} in this condition was deleted. Choose another one.`
    : `${gone} values in this condition (${what}) were deleted. Choose others.`;
}
