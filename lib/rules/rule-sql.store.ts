import { type SQL, sql } from "drizzle-orm";
import { unreachable } from "@/lib/errors";
import { MANAGES_FIELD, TEAMS_FIELD } from "@/lib/model/field";
import { type Condition, isGroup, type Rule } from "@/lib/model/rule";
import { canonicalDecimal } from "@/lib/rules/decimal";
import { problemsOf } from "@/lib/rules/problems";
import type { HandCounts, HandRole, KnownField, Vocabulary } from "@/lib/rules/vocabulary";

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

/** What exists, and how much of team membership was given by hand: what a rule has to know to be asked. */
export type RuleContext = { known: Vocabulary; byHand: HandCounts };

/**
 * A rule as a condition that is true or false, never null; of users under the alias `u` unless `subject` says otherwise.
 * A rule with problems holds for nobody. Whoever asks limits it to active users of the workspace. For many users, select
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

function either(parts: SQL[]): SQL {
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
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

type FieldCondition = Extract<Condition, { on: "field" }>;

function fieldSql(condition: FieldCondition, { known }: RuleContext, { fields }: RuleSubject): SQL {
  const { fieldId } = condition;
  const field = known.fields.find(({ id }) => id === fieldId);
  const value = sql`coalesce(${fields} ->> ${String(fieldId)}::text, '')`;
  const among = (ids: readonly number[]) => ids.map((id) => has(fields, fieldId, optionShape(field, id)));
  switch (condition.op) {
    case "is_empty":
      return sql`${value} = any(${sql.param(emptyTexts(field))}::text[])`;
    case "is_not_empty":
      return sql`${value} <> all(${sql.param(emptyTexts(field))}::text[])`;
    case "is_any_of":
      return either(among(condition.optionIds));
    case "is_none_of":
      return sql`not ${either(among(condition.optionIds))}`;
    case "is_all_of":
      return sql`(${sql.join(among(condition.optionIds), sql` and `)})`;
    case "is":
    case "is_not":
    case "contains":
    case "starts_with":
      return textSql(condition.op, value, condition.text);
    case "equals":
      return has(fields, fieldId, canonicalDecimal(condition.number));
    case "less":
      return sql`coalesce(${numberOf(value)} < ${condition.number}::numeric, false)`;
    case "greater":
      return sql`coalesce(${numberOf(value)} > ${condition.number}::numeric, false)`;
    case "on":
      return has(fields, fieldId, condition.date);
    case "before":
      return sql`(${value} <> '' and ${value} < ${condition.date} collate "C")`;
    case "after":
      return sql`${value} > ${condition.date} collate "C"`;
    default:
      return unreachable(condition);
  }
}

/** `fields @> '{"12": [34]}'`, the form that the index on `fields` answers. */
function has(fields: SQL, fieldId: number, value: unknown): SQL {
  return sql`${fields} @> ${JSON.stringify({ [fieldId]: value })}::jsonb`;
}

function optionShape(field: KnownField | undefined, id: number): number | number[] {
  return field?.type === "single_choice" ? id : [id];
}

/** No value: absent, null, or an empty text or choice. Nobody can type a choice, but may type `[]` as a text. */
function emptyTexts(field: KnownField | undefined): string[] {
  return field?.type === "multiple_choice" ? ["", "[]"] : [""];
}

/** Stored numbers are canonical; whatever else is there compares as nothing instead of failing the whole list. */
function numberOf(value: SQL): SQL {
  return sql`(case when ${value} ~ '^-?[0-9]+([.][0-9]+)?$' then (${value})::numeric end)`;
}

function textSql(op: Extract<Condition, { on: "text" }>["op"], value: SQL, wanted: string): SQL {
  // What is ASCII is composed already, and composing takes most of the time that a million comparisons do.
  const mine = sql`lower(case when octet_length(${value}) = length(${value}) then ${value} else normalize(${value}) end)`;
  const theirs = sql`lower(normalize(${wanted}::text))`;
  switch (op) {
    case "is":
      return sql`${mine} = ${theirs}`;
    case "is_not":
      return sql`${mine} <> ${theirs}`;
    case "contains":
      return sql`strpos(${mine}, ${theirs}) > 0`;
    case "starts_with":
      return sql`starts_with(${mine}, ${theirs})`;
    case "is_empty":
      return sql`${value} = ''`;
    case "is_not_empty":
      return sql`${value} <> ''`;
    default:
      return unreachable(op);
  }
}

/** As many ids as a comparison may run through for each user; with more of them, a hash is made of them once. */
const HAND_IDS_MAX = 200;

/** Teams as files say and as members gave by hand. A condition that names no team asks for any that exists. */
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
