import type { ChangeStatus } from "@/drizzle/schema/changes";
import { unreachable } from "@/lib/errors";
import type { ProfileField } from "@/lib/model/field";
import type { RunState } from "@/lib/model/run-state";
import type { UserPart, UserValues } from "@/lib/model/user";
import { fateOf } from "@/lib/runs/exports/effect";
import type { ChangeItem, MatchView } from "@/lib/runs/views/types";
import { shownValue } from "@/lib/users/values";

const WHERE = [
  "change",
  "status",
  "id",
  "old id",
  "row",
  "line",
  "changed",
  "kept",
  "may be",
  "same person",
] as const;

type Part = { part: UserPart; label: string; of: (values: UserValues) => string };

const PARTS: readonly Part[] = [
  { part: "email", label: "email", of: ({ email }) => email },
  { part: "firstName", label: "first name", of: ({ firstName }) => firstName },
  { part: "lastName", label: "last name", of: ({ lastName }) => lastName },
  { part: "mobile", label: "mobile", of: ({ mobile }) => mobile },
];

type Run = { state: RunState; appliedAt: Date | null; appliedStatuses: readonly ChangeStatus[] };

/**
 * How a plan is laid out for a spreadsheet: one row per person, each part before and after, and in `changed` the names
 * of the parts that differ, so that every column can be filtered. `kept` names what an undo leaves as it is, `may be` the
 * known user whom a new ID may be.
 */
export function planLayout(run: Run, fields: readonly ProfileField[]) {
  const parts = [...PARTS, ...fields.map(partOf)];
  const nameOf = (part: UserPart) =>
    parts.find((each) => each.part === part)?.label ?? (part === "user" ? "user" : "a deleted field");
  return {
    header: [...WHERE, ...parts.flatMap(({ label }) => [`${label} before`, `${label} after`])],
    row({ kind, status, csvId, oldCsvId, row, line, before, after, kept, match }: ChangeItem): string[] {
      const was = parts.map((part) => (before ? part.of(before) : ""));
      const is = parts.map((part) => (after ? part.of(after) : ""));
      const changed = parts.filter((_, at) => before && after && was[at] !== is[at]);
      return [
        ...[kind, statusWords(status, run), csvId, oldCsvId ?? "", text(row), text(line)],
        changed.map(({ label }) => label).join(", "),
        (kept ?? []).map(({ part }) => nameOf(part)).join(", "),
        ...(match ? [knownAs(match), match.isSame ? "yes" : "no"] : ["", ""]),
        ...parts.flatMap((_, at) => [was[at] ?? "", is[at] ?? ""]),
      ];
    },
  };
}

/** Values of a multiple choice are one below the other, as a file has them. */
function partOf(field: ProfileField): Part {
  return {
    part: field.id,
    label: field.label,
    of: ({ fields }) => shownValue(field, fields[field.id]).join("\n"),
  };
}

/** "ID 50 of HR, ann@example.com, removed 2026-11-25". */
function knownAs({ csvId, syncName, email, removedAt }: MatchView): string {
  const id = syncName ? `ID ${csvId} of ${syncName}` : `ID ${csvId}`;
  return [id, email, ...(removedAt ? [`removed ${removedAt.slice(0, 10)}`] : [])].join(", ");
}

function text(value: number | null): string {
  return value === null ? "" : String(value);
}

/** What became of a line of the plan. */
export function statusWords(status: ChangeStatus, run: Run): string {
  switch (status) {
    case "stale":
      return "outdated: edited since the plan";
    case "left_out":
      return "left out";
    case "kept":
      return "kept: changed since";
    case "planned":
    case "waiting":
      if (run.appliedStatuses.includes(status))
        return run.state === "undone" ? "applied, then undone" : "applied";
      if (fateOf({ ...run, appliedAt: null }) !== "waits") return "not applied";
      return status === "waiting" ? "pending approval" : "planned";
    default:
      return unreachable(status);
  }
}
