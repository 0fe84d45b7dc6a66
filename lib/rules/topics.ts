import type { FieldType } from "@/lib/model/field";
import { partLabel } from "@/lib/rules/describe-rule";
import { MANUAL } from "@/lib/rules/draft";
import { operatorsOf } from "@/lib/rules/operators";
import type { Vocabulary } from "@/lib/rules/vocabulary";

export type Choice = { value: string; label: string };
export type Topic = Choice & {
  group: string;
  ops: readonly Choice[];
  choices: readonly Choice[];
  input: "text" | "number" | "date";
  /** What its choices are called: "option", "team". */
  noun: string;
};

const OPERATOR_LABELS: Readonly<Record<string, string>> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  starts_with: "starts with",
  is_empty: "has no value",
  is_not_empty: "has a value",
  equals: "equals",
  less: "is less than",
  greater: "is more than",
  on: "is on",
  before: "is before",
  after: "is after",
  is_any_of: "is any of",
  is_all_of: "includes all of",
  is_none_of: "is none of",
};

const TEXT_OPS = ["is", "is_not", "contains", "starts_with", "is_empty", "is_not_empty"];
const INPUTS: Readonly<Record<FieldType, Topic["input"]>> = {
  text: "text",
  number: "number",
  date: "date",
  single_choice: "text",
  multiple_choice: "text",
};

const named = (ops: readonly string[], own: Readonly<Record<string, string>> = {}): Choice[] =>
  ops.map((value) => ({ value, label: own[value] ?? OPERATOR_LABELS[value] ?? value }));
const asChoice = ({ id, label }: { id: number | string; label: string }): Choice => ({
  value: String(id),
  label,
});

/** Every field a condition can use, in the order it is offered. */
export function topicsOf({ fields, teams, syncs }: Vocabulary): Topic[] {
  const choicesOfTeams = teams.map(asChoice);
  const plain = { choices: [], input: "text" as const, noun: "value" };
  return [
    ...fields.map(({ id, label, type, options }) => ({
      ...{ value: `field:${id}`, label, group: "Profile fields", input: INPUTS[type], noun: "option" },
      ops: named(
        operatorsOf(type),
        type === "multiple_choice" ? { is_any_of: "includes any of", is_none_of: "includes none of" } : {},
      ),
      choices: options.map(asChoice),
    })),
    {
      ...{
        value: "team",
        label: "Team",
        group: "Teams",
        choices: choicesOfTeams,
        input: "text",
        noun: "team",
      },
      ops: named(["in", "not_in", "in_any", "not_in_any"], {
        ...{
          in: "is in any of",
          not_in: "is in none of",
          in_any: "is in any team",
          not_in_any: "is in no team",
        },
      }),
    },
    {
      ...{
        value: "manages",
        label: "Manager of",
        group: "Teams",
        choices: choicesOfTeams,
        input: "text",
        noun: "team",
      },
      ops: named(["in", "not_in", "in_any", "not_in_any"], {
        ...{ in: "any of", not_in: "none of", in_any: "any team", not_in_any: "no team" },
      }),
    },
    {
      ...{ value: "source", label: "Source", group: "Source and role", input: "text", noun: "sync" },
      ops: named(["in", "not_in"], { in: "is any of", not_in: "is none of" }),
      choices: [{ value: MANUAL, label: "Added manually" }, ...syncs.map(asChoice)],
    },
    {
      ...{ value: "role", label: "Role", group: "Source and role", input: "text", noun: "role" },
      ops: named(["in", "not_in"], { in: "is any of", not_in: "is none of" }),
      choices: [
        { value: "participant", label: "Participant" },
        { value: "author", label: "Author" },
        { value: "admin", label: "Admin" },
      ],
    },
    ...(["email", "firstName", "lastName", "mobile"] as const).map((part) => ({
      ...{ ...plain, value: part, label: partLabel(part), group: "Name and contact" },
      ops: named(TEXT_OPS),
    })),
  ];
}
