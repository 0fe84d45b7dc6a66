import type { UserRole } from "@/drizzle/schema/users";
import { FIELD_KINDS } from "@/lib/field-kinds/registry";
import type { FieldType, ProfileField } from "@/lib/model/field";
import type { UserFilter } from "@/lib/users/filters";
import { USER_ROLE_CHOICES } from "@/lib/users/roles";

/** The fields, teams, lists and syncs of the workspace that users can be filtered by. */
export type FilterVocabulary = {
  fields: readonly ProfileField[];
  teams: readonly { id: number; name: string }[];
  lists: readonly { id: number; name: string }[];
  syncs: readonly { id: string; name: string }[];
};

type TopicChoice = { value: string; label: string };

/** A field to filter by, and how its values are entered. */
export type FilterTopic = { key: string; label: string } & (
  | {
      kind: "choices";
      choices: readonly TopicChoice[];
      toFilter: (values: readonly string[]) => UserFilter;
      one?: boolean;
    }
  | { kind: "text"; fieldId: number }
  | { kind: "range"; type: FieldType; fieldId: number }
);

/** What "Add filter" offers, in groups. A topic with nothing to choose from is left out. */
export function topicsOf({ fields, teams, lists, syncs }: FilterVocabulary) {
  const named = (items: readonly { id: number; name: string }[]) =>
    items.map(({ id, name }) => ({ value: String(id), label: name }));
  const anyTeam = { value: ANY, label: "Any team" };
  const noTeam = { value: NONE, label: "No team" };
  const ofTeams = (on: "team" | "manages") => (values: readonly string[]) => teamFilter(on, values);
  const people: FilterTopic[] = [
    {
      key: "list",
      label: "User list",
      kind: "choices",
      choices: named(lists),
      one: true,
      toFilter: ([id]) => ({ on: "list", op: "in", listId: Number(id) }),
    },
    {
      key: "team",
      label: "Team",
      kind: "choices",
      choices: teams.length === 0 ? [] : [anyTeam, noTeam, ...named(teams)],
      toFilter: ofTeams("team"),
    },
    {
      key: "manages",
      label: "Manager of team",
      kind: "choices",
      choices: teams.length === 0 ? [] : [anyTeam, noTeam, ...named(teams)],
      toFilter: ofTeams("manages"),
    },
    {
      key: "source",
      label: "Source",
      kind: "choices",
      choices: [
        { value: NONE, label: "Added manually" },
        ...syncs.map(({ id, name }) => ({ value: id, label: name })),
      ],
      toFilter: (ids) => ({ on: "source", op: "in", syncIds: ids.map((id) => (id === NONE ? null : id)) }),
    },
    {
      key: "role",
      label: "Role",
      kind: "choices",
      choices: USER_ROLE_CHOICES,
      toFilter: (roles) => ({ on: "role", op: "in", roles: [...roles] as UserRole[] }),
    },
  ];
  return [
    { heading: "Profile fields", topics: fields.map(fieldTopic).filter(hasChoices) },
    { heading: "People", topics: people.filter(hasChoices) },
  ].filter(({ topics }) => topics.length > 0);
}

const ANY = "any";
const NONE = "none";

function teamFilter(on: "team" | "manages", values: readonly string[]): UserFilter {
  if (values.includes(ANY)) return { on, op: "in", teamIds: [] };
  if (values.includes(NONE)) return { on, op: "not_in", teamIds: [] };
  return { on, op: "in", teamIds: values.map(Number) };
}

function fieldTopic(field: ProfileField): FilterTopic {
  const { id: fieldId, type } = field;
  const { filter } = FIELD_KINDS[type];
  const topic = { key: `field-${fieldId}`, label: field.label };
  if (filter.by === "text") return { ...topic, kind: "text", fieldId };
  if (filter.by === "range") return { ...topic, kind: "range", type, fieldId };
  const choices = [{ value: NONE, label: "No value" }, ...filter.choices(field)];
  return {
    ...topic,
    kind: "choices",
    choices,
    one: filter.one,
    toFilter: (values) =>
      values.includes(NONE) ? { on: "field", fieldId, op: "is_empty" } : filter.condition(fieldId, values),
  };
}

function hasChoices(topic: FilterTopic): boolean {
  return topic.kind !== "choices" || topic.choices.length > 0;
}

/** Choices that can't be combined with others: "Any team", "No team", "No value". */
export function isExclusive(value: string): boolean {
  return value === ANY || value === NONE;
}
