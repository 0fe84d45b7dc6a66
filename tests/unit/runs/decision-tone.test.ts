import { expect, test } from "vitest";
import { decisionTone, pendingPlanOf } from "@/lib/runs/pending-plan";

const line = { status: "planned" as const, teamLosses: 0 };

test("the button for a plan that only removes users is not in the primary colour", () => {
  const plan = pendingPlanOf([{ ...line, kind: "remove", count: 156 }], false);
  expect(decisionTone({ losses: plan.removals + plan.teamLosses, others: plan.others })).toBe("destructive");
});

test("the rest of a plan whose other changes are decided is removals only", () => {
  const rest = [
    { ...line, kind: "update" as const, status: "kept" as const, count: 40 },
    { ...line, kind: "remove" as const, status: "waiting" as const, count: 156 },
  ];
  const { all, removals, others } = pendingPlanOf(rest, true);
  expect({ all, removals, others }).toEqual({ all: 156, removals: 156, others: 0 });
  expect(decisionTone({ losses: removals, others })).toBe("destructive");
});

test.each([
  { losses: 0, others: 0, tone: "default" },
  { losses: 0, others: 12, tone: "default" },
  { losses: 3, others: 12, tone: "default" },
  { losses: 3, others: 0, tone: "destructive" },
])("$losses losses and $others other changes: $tone", ({ losses, others, tone }) => {
  expect(decisionTone({ losses, others })).toBe(tone);
});
