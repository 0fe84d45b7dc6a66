import { describe, expect, test } from "vitest";
import type { IssueCode, Severity } from "@/lib/model/issue";
import type { RunState } from "@/lib/model/run-state";
import { effectOf } from "@/lib/runs/exports/effect";
import { statusWords } from "@/lib/runs/exports/plan-row";

const at = new Date();

function effect(
  severity: Severity,
  code: IssueCode,
  more: { csvId?: string | null; skipped?: boolean; state?: RunState; appliedAt?: Date | null } = {},
): string {
  const {
    csvId = "7",
    skipped = severity === "error",
    state = "succeeded_with_issues",
    appliedAt = at,
  } = more;
  return effectOf({ severity, code, csvId, skipped, file: "users" }, { state, appliedAt });
}

describe("what came of an issue", () => {
  test.each([
    ["blocking", "file_utf16", {}, "nothing was changed"],
    ["error", "email_invalid", {}, "row skipped; its user stays as it is"],
    [
      "error",
      "required_missing",
      { csvId: null },
      "row skipped; its ID can't be read, so removals need approval",
    ],
    ["warning", "value_invalid", {}, "user still created or updated; field left as it was"],
    ["warning", "multiple_values", {}, "user still created or updated; field left as it was"],
    ["warning", "option_unknown", {}, "user still created or updated; this value left out"],
    ["warning", "column_unknown", { csvId: null }, "column left out; users still created or updated"],
    ["warning", "row_repeated", {}, "row counted once; user still created or updated"],
    ["warning", "value_invalid", { skipped: true }, "row skipped; its user stays as it is"],
    ["warning", "value_invalid", { state: "failed", appliedAt: null }, "nothing was changed"],
    ["error", "email_invalid", { state: "cancelled", appliedAt: null }, "nothing was changed"],
    ["error", "email_invalid", { state: "undone" }, "the run was undone"],
    [
      "warning",
      "value_invalid",
      { state: "held", appliedAt: null },
      "nothing was changed yet; once applied: user still created or updated; field left as it was",
    ],
    ["error", "email_invalid", { state: "held" }, "row skipped; its user stays as it is"],
  ] as const)("%s %s %j: %s", (severity, code, more, words) => {
    expect(effect(severity, code, more)).toBe(words);
  });
});

describe("the standing of a line of a plan", () => {
  test.each([
    ["planned", "held", [], "planned"],
    ["waiting", "held", ["planned"], "pending approval"],
    ["planned", "held", ["planned"], "applied"],
    ["waiting", "succeeded", ["planned", "waiting"], "applied"],
    ["waiting", "superseded", ["planned"], "not applied"],
    ["planned", "cancelled", [], "not applied"],
    ["planned", "undone", ["planned"], "applied, then undone"],
    ["stale", "succeeded", ["planned"], "outdated: edited since the plan"],
    ["left_out", "succeeded", ["planned"], "left out"],
  ] as const)("%s in a run that is %s, of which %j is real: %s", (status, state, appliedStatuses, words) => {
    expect(
      statusWords(status, { state, appliedStatuses, appliedAt: appliedStatuses.length > 0 ? at : null }),
    ).toBe(words);
  });
});
