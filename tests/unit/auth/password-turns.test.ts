import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password";

test("no more passwords are worked on at once than there are cores, and beyond a bounded queue people are told to wait", async () => {
  const cores = availableParallelism();
  const many = Array.from({ length: cores * 60 }, () => hashPassword("seven quiet lanterns"));
  const results = await Promise.allSettled(many);
  const refused = results.filter((result) => result.status === "rejected").map(({ reason }) => reason);
  expect(results.length - refused.length).toBeGreaterThanOrEqual(cores * 50);
  expect(refused.length).toBeGreaterThan(0);
  for (const error of refused) {
    expect(error).toMatchObject({
      code: "throttled",
      message: "Many people are signing in right now. Try again in a few seconds.",
    });
  }
  // It was a crowd, not a lock.
  expect(await verifyPassword(null, "seven quiet lanterns")).toBe(false);
});
