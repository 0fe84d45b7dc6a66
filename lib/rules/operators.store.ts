import { type SQL, sql } from "drizzle-orm";
import { unreachable } from "@/lib/errors";
import type { FieldKind } from "@/lib/field-kinds/kind";
import { type FieldCondition, type FieldOperator, type OperandOf, operandOf } from "@/lib/model/rule";
import { canonicalDecimal } from "@/lib/rules/decimal";
import type { TextOperator } from "@/lib/rules/text-holds";

/** `fields`: the values of a user, as jsonb. `value`: that of the field as text, "" for none. */
type Place = { fields: SQL; fieldId: number; value: SQL; stored: FieldKind["stored"] };
type ToSql<Op extends FieldOperator> = (place: Place, wanted: OperandOf<Op>) => SQL;

/** Each comparison as a condition that is true or false, never null. The same in TypeScript: `operators.ts`. */
const SQL_OF: { readonly [Op in FieldOperator]: ToSql<Op> } = {
  is_empty: ({ value, stored }) => sql`${value} = any(${sql.param(emptyTexts(stored))}::text[])`,
  is_not_empty: ({ value, stored }) => sql`${value} <> all(${sql.param(emptyTexts(stored))}::text[])`,
  is_yes: ({ fields, fieldId }) => has(fields, fieldId, "yes"),
  is_no: ({ fields, fieldId }) => has(fields, fieldId, "no"),
  is_any_of: (place, ids) => either(among(place, ids)),
  is_none_of: (place, ids) => sql`not ${either(among(place, ids))}`,
  is_all_of: (place, ids) => sql`(${sql.join(among(place, ids), sql` and `)})`,
  is: ({ value }, text) => textSql("is", value, text),
  is_not: ({ value }, text) => textSql("is_not", value, text),
  contains: ({ value }, text) => textSql("contains", value, text),
  starts_with: ({ value }, text) => textSql("starts_with", value, text),
  equals: ({ fields, fieldId }, number) => has(fields, fieldId, canonicalDecimal(number)),
  less: ({ value }, number) => sql`coalesce(${numberOf(value)} < ${number}::numeric, false)`,
  greater: ({ value }, number) => sql`coalesce(${numberOf(value)} > ${number}::numeric, false)`,
  on: ({ fields, fieldId }, date) => has(fields, fieldId, date),
  before: ({ value }, date) => sql`(${value} <> '' and ${value} < ${date} collate "C")`,
  after: ({ value }, date) => sql`${value} > ${date} collate "C"`,
};

/** A condition on a profile field, asked of the values in `fields`. */
export function operatorSql(
  condition: FieldCondition,
  { fields, stored }: Pick<Place, "fields" | "stored">,
): SQL {
  const { fieldId, op } = condition;
  const value = sql`coalesce(${fields} ->> ${String(fieldId)}::text, '')`;
  // The schema gives each operator the operand that it compares with.
  const toSql = SQL_OF[op] as (place: Place, wanted: unknown) => SQL;
  return toSql({ fields, fieldId, value, stored }, operandOf(condition));
}

export function either(parts: SQL[]): SQL {
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

/** `fields @> '{"12": [34]}'`, the form that the index on `fields` answers. */
export function has(fields: SQL, fieldId: number, value: unknown): SQL {
  return sql`${fields} @> ${JSON.stringify({ [fieldId]: value })}::jsonb`;
}

function among({ fields, fieldId, stored }: Place, ids: readonly number[]): SQL[] {
  return ids.map((id) => has(fields, fieldId, stored === "option" ? id : [id]));
}

/** No value: absent, null, or an empty text or choice. Nobody can type a choice, but may type `[]` as a text. */
function emptyTexts(stored: FieldKind["stored"]): string[] {
  return stored === "options" ? ["", "[]"] : [""];
}

/** Stored numbers are canonical; whatever else is there compares as nothing instead of failing the whole list. */
function numberOf(value: SQL): SQL {
  return sql`(case when ${value} ~ '^-?[0-9]+([.][0-9]+)?$' then (${value})::numeric end)`;
}

/** A text of users as it is compared. */
export function foldSql(value: SQL): SQL {
  // What is ASCII is composed already, and composing takes most of the time that a million comparisons do.
  return sql`lower(case when octet_length(${value}) = length(${value}) then ${value} else normalize(${value}) end)`;
}

export function textSql(op: TextOperator, value: SQL, wanted: string): SQL {
  const mine = foldSql(value);
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
