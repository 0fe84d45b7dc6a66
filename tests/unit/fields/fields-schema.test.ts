import { expect, test } from "vitest";
import { createFieldInput } from "@/lib/fields/schema";

const field = (change: object) =>
  createFieldInput.safeParse({ label: "Team", type: "text", options: [], ...change });

test("labels are trimmed, and one line", () => {
  expect(field({ label: "  Team " }).data?.label).toBe("Team");
  expect(field({ label: "Te\nam" }).success).toBe(false);
  expect(field({ label: " " }).success).toBe(false);
  expect(field({ label: "x".repeat(81) }).success).toBe(false);
});

test.each(["ID", "email", "First Name", "LAST NAME", "Mobile"])(
  "%j is a standard column, no field",
  (label) => {
    expect(field({ label }).success).toBe(false);
  },
);

test("a choice has at least one option, each of another label and on one line", () => {
  const choice = (...labels: string[]) =>
    field({ type: "single_choice", options: labels.map((label) => ({ label })) });
  expect(choice().success).toBe(false);
  expect(choice("A", "B").success).toBe(true);
  expect(choice("A", " A ").error?.issues[0]?.path).toEqual(["options", 1, "label"]);
  expect(choice("A\nB").success).toBe(false);
});
