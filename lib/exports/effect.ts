import { unreachable } from "@/lib/errors";
import type { IssueCode, RunState, Severity } from "@/lib/sync/types";

/** What became of a plan, as far as one row of its file is concerned. */
type Fate = "applied" | "waits" | "undone" | "nothing";

type Ended = { state: RunState; appliedAt: Date | null };

type Told = {
  severity: Severity;
  code: IssueCode;
  csvId: string | null;
  /** Something else is wrong with the row, so that nothing comes of it. */
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

function onApply({ severity, code, csvId, skipped }: Told): string {
  if (severity === "error" || skipped) {
    return csvId === null
      ? "row skipped; its ID can't be read, so removals wait for a person"
      : "row skipped; its user stays as it is";
  }
  switch (code) {
    case "column_unknown":
      return "column left out; users still created or updated";
    case "row_repeated":
      return "row counted once; user still created or updated";
    case "option_unknown":
      return "user still created or updated; this value left out";
    default:
      return "user still created or updated; field left as it was";
  }
}

export function fateOf({ state, appliedAt }: Ended): Fate {
  switch (state) {
    case "undone":
      return "undone";
    case "succeeded":
    case "succeeded_with_issues":
      return "applied";
    case "queued":
    case "running":
    case "held":
      return appliedAt ? "applied" : "waits";
    case "no_change":
    case "failed":
    case "cancelled":
    case "superseded":
      return appliedAt ? "applied" : "nothing";
    default:
      return unreachable(state);
  }
}
