import fc from "fast-check";
import { expect, test } from "vitest";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { inTeams } from "../../support/teams";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const NAMES = ["Board", "Legal", "Sales", "Support"];
const teams = fc.shuffledSubarray(NAMES);

type Files = { employees: Map<number, string[]>; managers: Map<number, string[]> };

const people = (ids: number) =>
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: ids }), teams), { selector: ([id]) => id, minLength: 1 })
    .map((rows) => new Map(rows));

/** Managers may be people whom the employees file does not name. */
const files: fc.Arbitrary<Files> = fc.record({ employees: people(6), managers: people(8) });

const cell = (names: readonly string[]) => `"${names.join("\n")}"`;
const employeesFile = ({ employees }: Files) =>
  `ID,Email,First name,Last name,Mobile,Team(s)\n${[...employees]
    .map(([id, names]) => `${id},u${id}@x.io,,,,${cell(names)}\n`)
    .join("")}`;
const managersFile = ({ managers }: Files) =>
  `UID,Team(s)\n${[...managers].map(([id, names]) => `${id},${cell(names)}\n`).join("")}`;
/** What people led before they keep while a manager is not in the employees file. */
const expected = ({ employees, managers }: Files, before?: Files) => {
  const isCertain = [...managers.keys()].every((id) => employees.has(id));
  const led = (id: number) => (before?.employees.has(id) ? (before.managers.get(id) ?? []) : []);
  return [...employees]
    .map(([id, names]) => {
      const leads = new Set([...(managers.get(id) ?? []), ...(isCertain ? [] : led(id))]);
      return `${id}: ${[...names].sort()} / ${[...leads].sort()}`;
    })
    .sort();
};

test("whatever the files said before, afterwards everything is as they say now, and once more changes nothing", async () => {
  testDb();
  const { ctx: org } = await mintTenant();
  await fc.assert(
    fc.asyncProperty(files, files, async (first, second) => {
      const ctx = await mintWorkspace(org);
      const { id } = await mintSync(ctx, { guardSettings: NO_GUARDS });
      const run = (of: Files) => runFile(ctx, id, employeesFile(of), { managers: managersFile(of) });
      await run(first);
      expect(await inTeams(ctx)).toEqual(expected(first));
      await run(second);
      expect(await inTeams(ctx)).toEqual(expected(second, first));
      const { counts } = await run(second);
      expect(counts).toMatchObject({ created: 0, updated: 0, removed: 0, restored: 0 });
    }),
    { numRuns: 15 },
  );
}, 60_000);
