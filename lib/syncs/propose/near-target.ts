import { suggestOption } from "@/lib/runs/suggest-option";
import type { ColumnStats } from "@/lib/sync/columns/types";
import type { ColumnTarget } from "@/lib/sync/mapping";
import { nearMiss, STANDARD_HEADERS } from "@/lib/sync/near-miss";
import type { ProfileField } from "@/lib/sync/types";
import { TEAMS_LABEL } from "@/lib/syncs/describe-mapping";
import { fieldTarget } from "@/lib/syncs/propose/field-target";

/** What a column probably fills, and why that is thought. Only ever proposed. */
export type NearTarget = { target: ColumnTarget; label: string; why: string };

type Known = {
  fields: readonly ProfileField[];
  /** What other columns of the file fill already, by its name: proposed no second time. */
  filled: ReadonlySet<string>;
};

const TEAM_WORDS: ReadonlySet<string> = new Set(["team", "teams", "teamname", "teamnames"]);

/**
 * What a header that fills nothing probably means: a standard column, teams or a field that is written a little
 * differently or known by another word, or a choice field whose options the cells name. Null when nothing is near.
 */
export function nearTarget(
  header: string,
  column: ColumnStats,
  { fields, filled }: Known,
): NearTarget | null {
  const free = fields.filter((field) => !filled.has(field.label));
  return (
    nearStandard(header, filled) ??
    nearTeams(header, filled) ??
    nearLabel(header, column, free) ??
    nearOptions(column, free)
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

function nearLabel(header: string, column: ColumnStats, fields: readonly ProfileField[]): NearTarget | null {
  const label =
    fields.find((field) => fold(field.label) === fold(header))?.label ??
    suggestOption(
      header,
      fields.map((field) => field.label),
    );
  const field = fields.find((candidate) => candidate.label === label);
  return field
    ? { target: fieldTarget(field, column), label: field.label, why: whyNear(header, field.label) }
    : null;
}

function nearOptions(column: ColumnStats, fields: readonly ProfileField[]): NearTarget | null {
  const lines = column.parts.find(({ separator }) => separator === "\n");
  const values = (lines ? lines.values : column.values) ?? [];
  if (values.length < 2) return null;
  const field = fields.find((candidate) => {
    const known = new Set(candidate.options.flatMap(({ label, aliases = [] }) => [label, ...aliases]));
    return known.size > 0 && values.every((value) => known.has(value));
  });
  return field
    ? {
        target: fieldTarget(field, column),
        label: field.label,
        why: "all its values are options of it.",
      }
    : null;
}

function whyNear(header: string, label: string): string {
  if (header.toLowerCase() === label.toLowerCase()) return "it differs only in upper and lower case.";
  if (fold(header) === fold(label)) return "it differs only in spaces and signs.";
  return suggestOption(header, [label]) === label ? "it differs by a letter or two." : "another word for it.";
}

/** "Job_Title " -> "jobtitle": case, spaces and signs aside. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
