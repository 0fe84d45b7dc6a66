import { unreachable } from "@/lib/errors";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { type Condition, isGroup, type Rule } from "@/lib/model/rule";
import type { UserValues } from "@/lib/model/user";
import { fieldHolds, idsOf } from "@/lib/rules/operators";
import { textHolds } from "@/lib/rules/text-holds";
import type { Vocabulary } from "@/lib/rules/vocabulary";

/** All of a user that a rule can ask for. `byHand`: teams they were added to manually, as member or manager. */
export type Subject = UserValues & {
  syncId: string | null;
  role: "participant" | "author" | "admin";
  byHand?: { member: readonly number[]; manager: readonly number[] };
};

/**
 * Whether a rule without problems holds for an active user. The same as `ruleSql` asks of the database, for saying why:
 * who is in a list is decided there.
 */
export function holds(rule: Rule, user: Subject, known: Vocabulary): boolean {
  if (!isGroup(rule)) return conditionHolds(rule, user, known);
  switch (rule.match) {
    case "all":
      return rule.rules.every((part) => holds(part, user, known));
    case "any":
      return rule.rules.some((part) => holds(part, user, known));
    case "none":
      return !rule.rules.some((part) => holds(part, user, known));
    default:
      return unreachable(rule.match);
  }
}

function conditionHolds(condition: Condition, user: Subject, known: Vocabulary): boolean {
  switch (condition.on) {
    case "field":
      return fieldHolds(condition, user.fields[String(condition.fieldId)] ?? null);
    case "text":
      return textHolds(condition.op, user[condition.part], condition.text);
    case "team":
      return inTeams(condition, user, known, "member") === (condition.op === "in");
    case "manages":
      return inTeams(condition, user, known, "manager") === (condition.op === "in");
    case "source":
      return condition.syncIds.includes(user.syncId) === (condition.op === "in");
    case "role":
      return condition.roles.includes(user.role) === (condition.op === "in");
    default:
      return unreachable(condition);
  }
}

/** A condition that names no team asks for any that exists. What files said of teams that are gone is ignored. */
function inTeams(
  { teamIds }: { teamIds: readonly number[] },
  { fields, byHand }: Subject,
  { teams }: Vocabulary,
  role: "member" | "manager",
): boolean {
  const wanted = teamIds.length > 0 ? teamIds : teams.map(({ id }) => id);
  const fromFiles = idsOf(fields[String(role === "member" ? TEAMS_FIELD : MANAGES_FIELD)] ?? null);
  const mine = new Set([...fromFiles, ...(byHand?.[role] ?? [])]);
  return wanted.some((id) => mine.has(id));
}
