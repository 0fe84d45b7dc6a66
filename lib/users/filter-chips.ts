import { problemsOf } from "@/lib/rules/problems";
import type { Vocabulary } from "@/lib/rules/vocabulary";
import type { FilterVocabulary } from "@/lib/users/filter-topics";
import { filterWords, ruleOf, type UserFilter, writeFilters } from "@/lib/users/filters";

/**
 * `without`: the parameters of the address after the filter is removed. `isGone`: it asks for what was deleted, or for what
 * a field of this type can't be asked, as an old address or a saved view may: nobody matches.
 */
export type FilterChip = {
  key: string;
  label: string;
  without: Readonly<Record<string, string | null>>;
  isGone: boolean;
};

/** A chip for each filter of an address. `source` has a parameter of its own. */
export function filterChips(
  filters: readonly UserFilter[],
  source: string | null,
  { fields, teams, lists, syncs }: FilterVocabulary,
): FilterChip[] {
  const known: Vocabulary = {
    fields,
    teams: teams.map(({ id, name }) => ({ id, label: name })),
    syncs: syncs.map(({ id, name }) => ({ id, label: name })),
  };
  const chips = filters.map((filter, at) => ({
    key: `${at} ${JSON.stringify(filter)}`,
    label: capital(filterWords(filter, known, lists)),
    without: { filter: writeFilters(filters.filter((_, other) => other !== at)) },
    isGone: asksGone(filter, known, lists),
  }));
  if (source === null) return chips;
  const asFilter: UserFilter = { on: "source", op: "in", syncIds: [source === "manual" ? null : source] };
  const label = capital(filterWords(asFilter, known, lists));
  return [
    { key: "source", label, without: { source: null }, isGone: asksGone(asFilter, known, lists) },
    ...chips,
  ];
}

function asksGone(filter: UserFilter, known: Vocabulary, lists: FilterVocabulary["lists"]): boolean {
  if (filter.on === "list") return !lists.some(({ id }) => id === filter.listId);
  const rule = ruleOf([filter]);
  return rule !== null && problemsOf(rule, known).length > 0;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
