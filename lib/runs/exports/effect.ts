import { unreachable } from "@/lib/errors";
import type { IssueCode, IssueFile, Severity } from "@/lib/model/issue";
import { isApplied, isFinished, type RunState } from "@/lib/model/run-state";

/** What became of a plan, as far as one row of its file is concerned. */
type Fate = "applied" | "waits" | "undone" | "nothing";

type Ended = { state: RunState; appliedAt: Date | null };

type Told = {
  severity: Severity;
  code: IssueCode;
  csvId: string | null;
  file: IssueFile;
  /** Something else is wrong with the row, so it is skipped. */
  skipped: boolean;
};

/** What came of an issue, in a few words. */
export function effectOf(issue: Told, run: Ended): string {
  const fate = issue.severity === "blocking" ? "nothing" : fateOf(run);
  switch (fate) {
    case "nothing":
      return "nothing was changed";
    case "undone":
      return "the run was undone";
    case "waits":
      return `nothing was changed yet; once applied: ${onApply(issue)}`;
    case "applied":
      return onApply(issue);
    default:
      return unreachable(fate);
  }
}

function onApply(issue: Told): string {
  const { severity, code, csvId, skipped } = issue;
  if (issue.file === "managers") return onApplyToManagers(issue);
  if (severity === "error" || skipped) {
    return csvId === null
      ? "row skipped; its ID can't be read, so removals need approval"
      : "row skipped; its user stays as it is";
  }
  // exempt(switch): what most warnings come to is the same
  switch (code) {
    case "column_unknown":
      return "column left out; users still created or updated";
    case "row_repeated":
      return "row counted once; user still created or updated";
    case "option_unknown":
    case "team_unknown":
    case "options_too_many":
      return "user still created or updated; this value left out";
    default:
      return "user still created or updated; field left as it was";
  }
}

function onApplyToManagers({ severity, code, csvId, skipped }: Told): string {
  if (code === "manager_unknown") return "row skipped";
  if (severity === "error" || skipped) {
    return csvId === null
      ? "row skipped; its ID can't be read, so nobody loses a team for being missing from the file"
      : "row skipped; the manager keeps their teams";
  }
  // exempt(switch): what most warnings come to is the same
  switch (code) {
    case "column_unknown":
      return "column left out";
    case "row_repeated":
      return "row counted once";
    case "manager_without_team":
      return "manages no team in this file";
    default:
      return "this team left out";
  }
}

export function fateOf({ state, appliedAt }: Ended): Fate {
  if (state === "undone") return "undone";
  if (appliedAt || isApplied(state)) return "applied";
  return isFinished(state) ? "nothing" : "waits";
}
