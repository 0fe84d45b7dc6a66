import { fold } from "@/lib/format/fold";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import { languagesOf, nearMiss, STANDARD_HEADERS } from "@/lib/model/standard-columns";
import { TEAMS_LABEL } from "@/lib/syncs/describe-mapping";
import { fieldTarget } from "@/lib/syncs/propose/field-target";
import { optionSuggester, suggestOption } from "@/lib/values/closest-option";

/** What a column probably fills, and why that is thought. Only ever suggested. */
export type NearTarget = { target: ColumnTarget; label: string; why: string };

/** What columns may be near to, made ready once for all of them. */
type NearKnown = ReturnType<typeof nearKnown>;

/** `filled`: what other columns of the file fill already, by its name: not suggested again. */
export function nearKnown(fields: readonly ProfileField[], filled: ReadonlySet<string>) {
  const free = fields.filter((field) => !filled.has(field.label));
  const choices = free.flatMap((field) => {
    const texts = new Set(field.options.flatMap(({ label, aliases = [] }) => [label, ...aliases]));
    return texts.size > 0 ? [{ field, texts }] : [];
  });
  return {
    filled,
    choices,
    byLabel: new Map(free.map((field) => [field.label, field])),
    // The first of two labels that differ in signs only.
    byFold: new Map([...free].reverse().map((field) => [fold(field.label), field])),
    suggest: optionSuggester(free.map(({ label }) => label)),
  };
}

const TEAM_WORDS: ReadonlySet<string> = new Set(["team", "teams", "teamname", "teamnames"]);

/**
 * What a header that fills nothing probably means: a standard column, teams or a field that is written a little
 * differently or known by another word, or a choice field whose options the cells name. Null when nothing is near.
 */
export function nearTarget(header: string, column: ColumnStats, known: NearKnown): NearTarget | null {
  return (
    nearStandard(header, known.filled) ??
    nearTeams(header, known.filled) ??
    nearLabel(header, column, known) ??
    nearOptions(column, known)
  );
}

function nearStandard(header: string, filled: ReadonlySet<string>): NearTarget | null {
  const kind = nearMiss(header);
  const label = kind && STANDARD_HEADERS[kind];
  return kind && label && !filled.has(label)
    ? { target: { kind }, label, why: whyNear(header, label) }
    : null;
}

function nearTeams(header: string, filled: ReadonlySet<string>): NearTarget | null {
  if (filled.has(TEAMS_LABEL) || !TEAM_WORDS.has(fold(header))) return null;
  return { target: { kind: "teams", blank: "clear" }, label: TEAMS_LABEL, why: whyNear(header, TEAMS_LABEL) };
}

function nearLabel(
  header: string,
  column: ColumnStats,
  { byFold, byLabel, suggest }: NearKnown,
): NearTarget | null {
  const field = byFold.get(fold(header)) ?? byLabel.get(suggest(header) ?? "");
  if (!field) return null;
  return { target: fieldTarget(field, column), label: field.label, why: whyNear(header, field.label) };
}

function nearOptions(column: ColumnStats, { choices }: NearKnown): NearTarget | null {
  const lines = column.parts.find(({ separator }) => separator === "\n");
  const values = (lines ? lines.values : column.values) ?? [];
  if (values.length < 2) return null;
  const found = choices.find(({ texts }) => values.every((value) => texts.has(value)));
  if (!found) return null;
  const { field } = found;
  return {
    target: fieldTarget(field, column),
    label: field.label,
    why: "all its values are options of this field.",
  };
}

function whyNear(header: string, label: string): string {
  if (header.toLowerCase() === label.toLowerCase()) return "it differs only in upper and lower case.";
  if (fold(header) === fold(label)) return "it differs only in spaces and punctuation.";
  const languages = languagesOf(header).filter((language) => language !== "English");
  if (languages.length > 0 && !languagesOf(header).includes("English"))
    return `the ${and(languages)} word for it.`;
  return suggestOption(header, [label]) === label
    ? "it differs by one or two letters."
    : "another word for it.";
}

function and(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}
