import fc from "fast-check";
import { expect, test } from "vitest";
import { updateSyncMapping } from "@/lib/syncs/update";
import { testDb } from "../../support/db";
import { HEADER, NO_GUARDS, runFile } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve } from "../../support/undo";

const USERS = 4;
const FIELDS = ["Unit", "City"] as const;
const LIMIT = { atLeast: 1, percent: 25 };

/** A user's row: their name, and what they have in each field; "" for nothing. */
const row = fc.record({
  name: fc.constantFrom("Ek", "Ek", "Ek", "Dal"),
  fields: fc.tuple(fc.constantFrom("", "", "a", "b"), fc.constantFrom("", "", "a", "b")),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;
const files = fc.array(fc.array(row, { minLength: USERS, maxLength: USERS }), { minLength: 3, maxLength: 7 });

const bytesOf = (rows: readonly Row[]) =>
  [
    [HEADER, ...FIELDS].join(","),
    ...rows.map(({ name, fields }, n) => [n, `p${n}@x.io`, "A", name, "", ...fields].join(",")),
  ].join("\n");

/** Users who change in more than values of fields that nobody has one in. */
function counted(before: readonly Row[], after: readonly Row[]): number {
  const isNew = FIELDS.map((_, at) => before.every(({ fields }) => fields[at] === ""));
  return after.filter(({ name, fields }, n) => {
    const was = before[n];
    const changed = fields.flatMap((value, at) => (value === was?.fields[at] ? [] : [at]));
    return name !== was?.name || changed.some((at) => !isNew[at]);
  }).length;
}

test("first values of a field that nobody had are no mass update; everything else is counted", async () => {
  testDb();
  const { ctx: org } = await mintTenant();
  const law = fc.asyncProperty(files, async ([first = [], ...others]) => {
    const ctx = await mintWorkspace(org);
    for (const label of FIELDS) await mintField(ctx, { label, type: "text" });
    const { id } = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, massUpdate: LIMIT } });
    await runFile(ctx, id, bytesOf(first));
    let before = first;
    for (const after of others) {
      const n = counted(before, after);
      const isHeld = n > LIMIT.atLeast && n * 100 > USERS * LIMIT.percent;
      const run = await runFile(ctx, id, bytesOf(after));
      expect(run.guards.map(({ reason }) => reason)).toEqual(
        isHeld ? [`${n} of ${USERS} users would change; the limit is ${LIMIT.percent} %.`] : [],
      );
      if (isHeld) await approve(ctx, run);
      before = after;
    }
  });
  await fc.assert(law, { numRuns: 15 });
});

test("teams are rights: the first ones of everybody are counted", async () => {
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  const { id } = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, massUpdate: LIMIT } });
  const rows = [1, 2, 3].map((n) => `${n},p${n}@x.io,A,B,`);
  await runFile(ctx, id, [HEADER, ...rows].join("\n"));
  const teams = { columns: { Crew: { kind: "teams", blank: "clear" } } } as const;
  await updateSyncMapping(ctx, { syncId: id, mapping: teams });
  const run = await runFile(ctx, id, [`${HEADER},Crew`, ...rows.map((line) => `${line},Red`)].join("\n"));
  expect(run.guards.map(({ code }) => code)).toEqual(["mass_update"]);
});

test("who gets a first value and another name with it is counted", async () => {
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  await mintField(ctx, { label: "Unit", type: "text" });
  const { id } = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, massUpdate: LIMIT } });
  await runFile(ctx, id, [HEADER, ...[1, 2, 3].map((n) => `${n},p${n}@x.io,A,B,`)].join("\n"));
  const rows = [1, 2, 3].map((n) => `${n},p${n}@x.io,A,${n < 3 ? "New" : "B"},,x`);
  const run = await runFile(ctx, id, [`${HEADER},Unit`, ...rows].join("\n"));
  expect(run.guards.map(({ reason }) => reason)).toEqual(["2 of 3 users would change; the limit is 25 %."]);
});
