import { expect, test } from "vitest";
import { currentPasswordProblem } from "@/lib/auth/current-password";
import { signInInput } from "@/lib/auth/schema";

test.each([
  ["", "Enter your password."],
  ["x".repeat(1001), "Use 1,000 characters at most."],
  [" ", null],
  ["x".repeat(1000), null],
])("the sign-in form and the server say the same of a password (%#)", (password, problem) => {
  expect(currentPasswordProblem(password)).toBe(problem);
  const parsed = signInInput.safeParse({ email: "anna@example.com", password });
  expect(parsed.error?.issues[0]?.message ?? null).toBe(problem);
});
