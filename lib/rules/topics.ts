import type { FieldKind } from "@/lib/field-kinds/kind";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import { partLabel } from "@/lib/rules/describe-rule";
import { MANUAL } from "@/lib/rules/draft";
import type { Vocabulary } from "@/lib/rules/vocabulary";

export type Choice = { value: string; label: string };
export type Topic = Choice & {
  group: string;
  ops: readonly Choice[];
  choices: readonly Choice[];
  /** What its choices are called: "option", "team". */
  noun: string;
};

const named = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
/** What a type of fields, or a text that every user has, can be compared by. */
const comparisons = ({ operators }: Pick<FieldKind, "operators">): Choice[] =>
  Object.entries(operators).map(([value, { label }]) => ({ value, label }));
const asChoice = ({ id, label }: { id: number | string; label: string }): Choice => ({
  value: String(id),
  label,
});

/** Every field a condition can use, in the order it is offered. */
export function topicsOf({ fields, teams, syncs }: Vocabulary): Topic[] {
  const choicesOfTeams = teams.map(asChoice);
  return [
    ...fields.map(({ id, label, type, options }) => ({
      ...{ value: `field:${id}`, label, group: "Profile fields", noun: "option" },
      ops: comparisons(FIELD_KINDS[type]),
      choices: options.map(asChoice),
    })),
    {
      ...{
        value: "team",
        label: "Team",
        group: "Teams",
        choices: choicesOfTeams,
        noun: "team",
      },
      ops: named({
        in: "is in any of",
        not_in: "is in none of",
        in_any: "is in any team",
        not_in_any: "is in no team",
      }),
    },
    {
      ...{
        value: "manages",
        label: "Manager of",
        group: "Teams",
        choices: choicesOfTeams,
        noun: "team",
      },
      ops: named({ in: "any of", not_in: "none of", in_any: "any team", not_in_any: "no team" }),
    },
    {
      value: "source",
      label: "Source",
      group: "Source and role",
      noun: "sync",
      ops: named({ in: "is any of", not_in: "is none of" }),
      choices: [{ value: MANUAL, label: "Added manually" }, ...syncs.map(asChoice)],
    },
    {
      value: "role",
      label: "Role",
      group: "Source and role",
      noun: "role",
      ops: named({ in: "is any of", not_in: "is none of" }),
      choices: [
        { value: "participant", label: "Participant" },
        { value: "author", label: "Author" },
        { value: "admin", label: "Admin" },
      ],
    },
    ...(["email", "firstName", "lastName", "mobile"] as const).map((part) => ({
      value: part,
      label: partLabel(part),
      group: "Name and contact",
      choices: [],
      noun: "value",
      ops: comparisons(FIELD_KINDS.text),
    })),
  ];
}
