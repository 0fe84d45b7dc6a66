import { type SQL, sql } from "drizzle-orm";
import { unreachable } from "@/lib/errors";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { type Condition, type FieldCondition, isGroup, type Rule } from "@/lib/model/rule";
import { either, has, operatorSql, textSql } from "@/lib/rules/operators.store";
import { problemsOf } from "@/lib/rules/problems";
import type { HandCounts, HandRole, Vocabulary } from "@/lib/rules/vocabulary";

type TextPart = Extract<Condition, { on: "text" }>["part"];

/** Of whom a rule is asked, as SQL expressions. `userId` and `syncId` may be null. */
export type RuleSubject = {
  fields: SQL;
  text: Readonly<Record<TextPart, SQL>>;
  syncId: SQL;
  role: SQL;
  userId: SQL;
};

/** The users of a query, under the alias `u`. */
const USERS_SUBJECT: RuleSubject = {
  fields: sql`u.fields`,
  text: {
    email: sql`u.email`,
    firstName: sql`u.first_name`,
    lastName: sql`u.last_name`,
    mobile: sql`u.mobile`,
  },
  syncId: sql`u.sync_id`,
  role: sql`u.role`,
  userId: sql`u.id`,
};

/** What exists, and how much of team membership was set manually: what a rule needs to be evaluated. */
export type RuleContext = { known: Vocabulary; byHand: HandCounts };

/**
 * A rule as a condition that is true or false, never null; of users under the alias `u` unless `subject` says otherwise.
 * Nobody matches a rule with problems. The caller limits it to active users of the workspace. For many users, select
 * from the view `listed_users`: row-level security on `users` itself keeps the index on their fields from being used.
 */
export function ruleSql(rule: Rule, context: RuleContext, subject: RuleSubject = USERS_SUBJECT): SQL {
  if (problemsOf(rule, context.known).length > 0) return sql`false`;
  return partSql(rule, context, subject);
}

function partSql(rule: Rule, context: RuleContext, subject: RuleSubject): SQL {
  if (!isGroup(rule)) return conditionSql(rule, context, subject);
  const parts = rule.rules.map((part) => partSql(part, context, subject));
  switch (rule.match) {
    case "all":
      return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`;
    case "any":
      return either(parts);
    case "none":
      return sql`not ${either(parts)}`;
    default:
      return unreachable(rule.match);
  }
}

function conditionSql(condition: Condition, context: RuleContext, subject: RuleSubject): SQL {
  switch (condition.on) {
    case "field":
      return fieldSql(condition, context, subject);
    case "text":
      return textSql(condition.op, subject.text[condition.part], condition.text);
    case "team":
      return negatedIf(condition.op === "not_in", inTeams(condition.teamIds, "member", context, subject));
    case "manages":
      return negatedIf(condition.op === "not_in", inTeams(condition.teamIds, "manager", context, subject));
    case "source":
      return negatedIf(condition.op === "not_in", fromSyncs(condition.syncIds, subject));
    case "role":
      return negatedIf(
        condition.op === "not_in",
        sql`${subject.role} = any(${sql.param(condition.roles)}::text[])`,
      );
    default:
      return unreachable(condition);
  }
}

function fieldSql(condition: FieldCondition, { known }: RuleContext, { fields }: RuleSubject): SQL {
  const field = known.fields.find(({ id }) => id === condition.fieldId);
  const stored = field ? FIELD_KINDS[field.type].stored : "text";
  return operatorSql(condition, { fields, stored });
}

/** As many ids as a comparison may run through for each user; with more of them, a hash is made of them once. */
const HAND_IDS_MAX = 200;

/** Teams set by files and manually by members. A condition that names no team matches any that exists. */
function inTeams(
  teamIds: readonly number[],
  role: HandRole,
  { known, byHand }: RuleContext,
  subject: RuleSubject,
): SQL {
  const fieldId = role === "member" ? TEAMS_FIELD : MANAGES_FIELD;
  const ids = teamIds.length > 0 ? teamIds : known.teams.map(({ id }) => id);
  const isAny = teamIds.length === 0;
  const fromFile = isAny
    ? anyOf(subject.fields, fieldId, ids)
    : either(ids.map((id) => has(subject.fields, fieldId, [id])));
  const hands = byHand.filter((hand) => hand.role === role && ids.includes(hand.teamId));
  if (hands.length === 0) return fromFile;
  const picked = sql`select m.user_id from team_members m where m.role = ${role} and m.team_id = any(${sql.param(ids)}::bigint[])`;
  const few = hands.reduce((sum, { count }) => sum + count, 0) <= HAND_IDS_MAX;
  const given = few ? sql`${subject.userId} = any(array(${picked}))` : sql`${subject.userId} in (${picked})`;
  // A user of a query always has an id; wrapped, it could not be found by its index.
  return subject === USERS_SUBJECT
    ? sql`(${fromFile} or ${given})`
    : sql`(${fromFile} or coalesce(${given}, false))`;
}

function anyOf(fields: SQL, fieldId: number, ids: readonly number[]): SQL {
  const value = sql`(${fields} -> ${String(fieldId)}::text)`;
  return sql`(case when jsonb_typeof(${value}) = 'array' then exists (
    select from jsonb_array_elements_text(${value}) as t(id) where t.id::bigint = any(${sql.param(ids)}::bigint[])) else false end)`;
}

function fromSyncs(syncIds: readonly (string | null)[], { syncId }: RuleSubject): SQL {
  const named = syncIds.filter((id) => id !== null);
  const parts: SQL[] = [];
  if (named.length > 0)
    parts.push(sql`(${syncId} is not null and ${syncId} = any(${sql.param(named)}::text[]))`);
  if (named.length < syncIds.length) parts.push(sql`${syncId} is null`);
  return either(parts);
}

function negatedIf(negated: boolean, condition: SQL): SQL {
  return negated ? sql`not ${condition}` : condition;
}
