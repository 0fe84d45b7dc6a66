import fc from "fast-check";
import { expect, test } from "vitest";
import { CONFIRMED_STEPS } from "@/lib/model/setup";
import { SETUP_STEPS, type SetupFacts, type SetupPlan, setupProgress } from "@/lib/syncs/setup/steps";

const NEW: SetupFacts = { sourceChecked: false, hasFile: false, isRead: false, confirmed: [], plan: "none" };
const next = (facts: Partial<SetupFacts>) => setupProgress({ ...NEW, ...facts }).next;

test("one step follows the other until the sync is on", () => {
  expect(next({})).toBe("source");
  expect(next({ sourceChecked: true })).toBe("file");
  expect(next({ sourceChecked: true, hasFile: true })).toBe("contents");
  const read = { sourceChecked: true, hasFile: true, isRead: true };
  expect(next(read)).toBe("fields");
  expect(next({ ...read, confirmed: ["fields"] })).toBe("schedule");
  expect(next({ ...read, confirmed: ["fields", "schedule"] })).toBe("limits");
  const confirmed = [...CONFIRMED_STEPS];
  expect(next({ ...read, confirmed })).toBe("plan");
  for (const plan of ["running", "failed", "pending", "applying"] as const)
    expect(next({ ...read, confirmed, plan })).toBe("plan");
  expect(next({ ...read, confirmed, plan: "applied" })).toBe("on");
  expect(next({ ...read, confirmed: null, plan: "applied" })).toBeNull();
});

test("a plan says that the source was reached and the file was found and read", () => {
  expect(next({ plan: "pending", confirmed: [] })).toBe("fields");
  expect(next({ plan: "failed" })).toBe("source");
});

const PLANS: SetupPlan[] = ["none", "running", "failed", "pending", "applying", "applied"];
const facts = fc.record<SetupFacts>({
  sourceChecked: fc.boolean(),
  hasFile: fc.boolean(),
  isRead: fc.boolean(),
  confirmed: fc.option(fc.subarray([...CONFIRMED_STEPS])),
  plan: fc.constantFrom(...PLANS),
});

test("the next step is the first that is not done, and the count is of those that are", () => {
  fc.assert(
    fc.property(facts, (some) => {
      const { steps, next: upcoming, doneCount } = setupProgress(some);
      expect(steps.map(({ id }) => id)).toEqual(SETUP_STEPS);
      const open = steps.filter(({ done }) => !done);
      expect(upcoming).toBe(open[0]?.id ?? null);
      expect(doneCount).toBe(SETUP_STEPS.length - open.length);
    }),
  );
});

test("what becomes true never takes a step back", () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...CONFIRMED_STEPS), (some, step) => {
      const before = setupProgress(some).steps;
      const more: SetupFacts[] = [
        { ...some, sourceChecked: true },
        { ...some, hasFile: true },
        { ...some, isRead: true },
        { ...some, confirmed: null },
        { ...some, confirmed: some.confirmed && [...some.confirmed, step] },
        { ...some, plan: "applied" },
      ];
      for (const after of more.map((one) => setupProgress(one).steps))
        for (const [at, { done }] of before.entries()) if (done) expect(after[at]?.done).toBe(true);
    }),
  );
});

test("nothing is on before its plan is applied and its set-up is over", () => {
  fc.assert(
    fc.property(facts, (some) => {
      const on = setupProgress(some).steps.at(-1)?.done;
      expect(on).toBe(some.confirmed === null && some.plan === "applied");
    }),
  );
});
