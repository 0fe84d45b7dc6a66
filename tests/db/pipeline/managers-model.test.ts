import fc from "fast-check";
import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { deleteTeam } from "@/lib/teams/delete";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile } from "../../support/pipeline";
import { inTeams } from "../../support/teams";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve } from "../../support/undo";

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
});

type Led = { teams: ReadonlySet<string>; leads: ReadonlySet<string> };

/** More and more employees; a manager whose ID can't be read; a team that is deleted while the plan waits. */
const story = fc.array(
  fc.record({
    said: fc.array(fc.tuple(teams, teams), { minLength: 1, maxLength: 5 }),
    strangers: fc.nat(2),
    hasUnreadable: fc.boolean(),
    deletes: fc.option(fc.constantFrom(...NAMES)),
  }),
  { minLength: 2, maxLength: 4 },
);

test("over many nights, nobody loses a team they lead while it is uncertain who leads, and a deleted team is nobody's", async () => {
  testDb();
  const { ctx: org } = await mintTenant();
  const law = fc.asyncProperty(story, async (nights) => {
    const ctx = await mintWorkspace(org);
    const { id } = await mintSync(ctx, { guardSettings: NO_GUARDS });
    let now: Led[] = [];
    for (const { said, strangers, hasUnreadable, deletes } of nights) {
      const all = [
        ...said,
        ...now.slice(said.length).map(({ teams, leads }) => [[...teams], [...leads]] as const),
      ];
      const employees = employeesFile({
        employees: new Map(all.map(([names], n) => [n + 1, [...names]])),
        managers: new Map(),
      });
      const leading = new Map(all.map(([, names], n) => [n + 1, [...names]]));
      const unknown = Array.from({ length: strangers }, (_, n) => [n + 90, ["Board"]] as const);
      const managers = managersFile({
        employees: new Map(),
        managers: new Map([...leading, ...unknown.map(([n, t]) => [n, [...t]] as [number, string[]])]),
      });
      const run = await runFile(ctx, id, employees, {
        managers: hasUnreadable ? `${managers}4E+11,Sales\n` : managers,
        intent: "preview",
      });
      const gone = await deleteIfThere(ctx, deletes);
      if (run.state === "held") await approve(ctx, run);
      const isCertain = strangers === 0 && !hasUnreadable;
      now = all.map(([teams, leads], n) => {
        const was = now[n];
        const next = {
          teams: new Set(teams),
          leads: new Set([...leads, ...(isCertain ? [] : (was?.leads ?? []))]),
        };
        // The deletion takes the team from users and plan alike, and the rest of the plan stays in force.
        return without(next, gone);
      });
      expect(await inTeams(ctx)).toEqual(
        now.map(({ teams, leads }, n) => `${n + 1}: ${[...teams].sort()} / ${[...leads].sort()}`),
      );
    }
  });
  await fc.assert(law, { numRuns: 10 });
});

async function deleteIfThere(ctx: WorkspaceCtx, name: string | null): Promise<string | null> {
  const [team] = await testDb().sql`
    select id::float8 as id from teams where workspace_id = ${ctx.workspaceId} and name = ${name}`;
  if (team) await deleteTeam(ctx, { id: team.id });
  return team ? name : null;
}

function without({ teams, leads }: Led, gone: string | null): Led {
  const rest = (names: ReadonlySet<string>) => new Set([...names].filter((name) => name !== gone));
  return { teams: rest(teams), leads: rest(leads) };
}
