import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";
import { exportIssues } from "@/lib/runs/exports/issues";
import { listIssues } from "@/lib/runs/read";
import { getRunRow } from "@/lib/runs/store";
import { addUsersToTeam } from "@/lib/users/teams/assign";
import { testDb } from "../../support/db";
import { NO_GUARDS, runFile, told } from "../../support/pipeline";
import { inTeams, teamNames, writesOf } from "../../support/teams";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, idOf, undo } from "../../support/undo";

/** The template of employees and managers. */
const MAPPING: Mapping = {
  columns: {
    UID: { kind: "id" },
    "Email address": { kind: "email" },
    "Job title": { kind: "ignore" },
    "Team(s)": { kind: "teams", blank: "clear" },
  },
  without: ["mobile"],
};
const EMPLOYEES = "UID,First name,Last name,Email address,Job title,Team(s)";
const ANN = "1,Ann,Lee,ann@x.io,Head,Sales";
const BOB = "2,Bob,Ray,bob@x.io,Clerk,Sales";
const CAT = "3,Cat,Fox,cat@x.io,Clerk,Legal";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = await sync(NO_GUARDS);
});

const sync = async (guardSettings: Partial<GuardLimits>, mapping = MAPPING) =>
  (await mintSync(ctx, { guardSettings, mapping })).id;
const employees = (...rows: string[]) => `${[EMPLOYEES, ...rows].join("\n")}\n`;
const managers = (...rows: string[]) => `${["UID,Team(s)", ...rows].join("\n")}\n`;
const both = (rows: string[], leaders: string[], options: { mode?: "add_and_update" } = {}) =>
  runFile(ctx, syncId, employees(...rows), { ...options, managers: managers(...leaders) });
const ALL = [ANN, BOB, CAT];

describe("employees and managers in one run", () => {
  test("teams are made and filled, and managers appointed", async () => {
    const run = await both(ALL, ['1,"Sales\nBoard"', "3,Legal"]);
    expect(run).toMatchObject({
      state: "succeeded",
      counts: { read: 3, created: 3, errors: 0, warnings: 0 },
    });
    expect(run.managers).toMatchObject({
      source: { path: "managers.csv" },
      file: {
        headers: ["UID", "Team(s)"],
        sample: [
          ["1", "Sales\nBoard"],
          ["3", "Legal"],
        ],
      },
      rows: 2,
    });
    expect(await inTeams(ctx)).toEqual(["1: Sales / Board,Sales", "2: Sales / ", "3: Legal / Legal"]);
    expect(await teamNames(ctx)).toEqual(["Board", "Legal", "Sales"]);
  });

  test("the same files again change nobody", async () => {
    await both(ALL, ["1,Sales"]);
    const before = await writesOf(ctx);
    expect(await both(ALL, ["1,Sales"])).toMatchObject({ state: "no_change", counts: { unchanged: 3 } });
    // Known by now without a look at the rows.
    const third = await both(ALL, ["1,Sales"]);
    expect(third).toMatchObject({ state: "no_change", file: null });
    expect(await writesOf(ctx)).toEqual(before);
  });

  test("a change of the managers file alone is seen", async () => {
    for (let times = 0; times < 2; times++) await both(ALL, ["1,Sales"]);
    const run = await both(ALL, ["2,Sales"]);
    expect(run.counts).toMatchObject({ updated: 2, unchanged: 1 });
    expect(await inTeams(ctx)).toEqual(["1: Sales / ", "2: Sales / Sales", "3: Legal / "]);
  });

  test("a manager who is missing from the file loses what it gave, and nothing else", async () => {
    await both(ALL, ["1,Sales", "3,Legal"]);
    const ann = await idOf(ctx, "ann@x.io");
    const [legal] = await testDb()
      .sql`select id::float8 as id from teams where name = 'Legal' and workspace_id = ${ctx.workspaceId}`;
    await addUsersToTeam(ctx, { teamId: legal?.id, role: "manager", userIds: [ann] });
    await both(ALL, ["3,Legal"]);
    expect(await inTeams(ctx)).toEqual(["1: Sales / ", "2: Sales / ", "3: Legal / Legal"]);
    expect(await testDb().sql`select user_id::float8 as id from team_members`).toContainEqual({ id: ann });
  });

  test("an admin keeps their role whether or not a file names them", async () => {
    await both(ALL, []);
    await testDb()
      .sql`update users set role = 'admin' where email = 'bob@x.io' and workspace_id = ${ctx.workspaceId}`;
    await both(ALL, ["2,Sales"]);
    await both(ALL, []);
    const rows = await testDb()
      .sql`select distinct role from users where workspace_id = ${ctx.workspaceId} order by 1`;
    expect(rows).toEqual([{ role: "admin" }, { role: "participant" }]);
  });

  test("a run without a managers file leaves managers alone", async () => {
    await both(ALL, ["1,Sales"]);
    await runFile(ctx, syncId, employees("1,Anna,Lee,ann@x.io,Head,Sales", BOB, CAT));
    expect(await inTeams(ctx)).toEqual(["1: Sales / Sales", "2: Sales / ", "3: Legal / "]);
  });

  test("a list that only adds and updates leaves managers whom it does not name", async () => {
    await both(ALL, ["1,Sales"]);
    await both(ALL, ["3,Legal"], { mode: "add_and_update" });
    expect(await inTeams(ctx)).toEqual(["1: Sales / Sales", "2: Sales / ", "3: Legal / Legal"]);
  });

  test("undoing takes managers and teams along, and undoing that brings them back", async () => {
    await both([ANN, BOB], []);
    const run = await both(ALL, ["1,Sales", "2,Board"]);
    const after = await inTeams(ctx);
    const undone = await undo(ctx, run);
    expect(await inTeams(ctx)).toEqual(["1: Sales / ", "2: Sales / "]);
    expect(await teamNames(ctx)).toEqual(["Sales"]);
    await undo(ctx, await getRunRow(ctx, undone.id));
    expect(await inTeams(ctx)).toEqual(after);
  });
});

describe("rows of managers that are no good", () => {
  const withWrong = (...rows: string[]) => both(ALL, ["1,Sales", ...rows]);
  const TROUBLE: [string, string[], string[]][] = [
    ["someone else", ["9,Sales"], ["error 3 Manager 9 is not in the employees file"]],
    ["nobody", [",Sales"], ["error 3 Records must have: ID"]],
    ["too many cells", ["3,Legal,boss"], ["error 3 Record has incorrect number of fields"]],
    ["no team", ["3,"], ["warning 3 Manager 3 has no team"]],
    ["the same twice", ["1,Sales"], ["warning 3 Row is the same as row 2"]],
    [
      "two things of one person",
      ["3,Legal", "3,Sales"],
      ["error 3 Duplicate ID: 3 (rows 3, 4)", "error 4 Duplicate ID: 3 (rows 3, 4)"],
    ],
  ];

  test.each(TROUBLE)("a row that names %s is told, and the rest goes on", async (_, rows, issues) => {
    const run = await withWrong(...rows);
    expect(run.state).toBe("succeeded_with_issues");
    expect(await told(ctx, run.id)).toEqual(issues);
    expect(run.counts).toMatchObject({
      created: 3,
      errors: issues.filter((told) => told.startsWith("e")).length,
    });
    expect((await inTeams(ctx))[0]).toBe("1: Sales / Sales");
    const { issues: items } = await listIssues(ctx, {
      ...{ runId: run.id, severity: null, code: null, search: "" },
      ...{ page: 1, pageSize: 50 },
    });
    expect(items.every(({ file }) => file === "managers")).toBe(true);
  });

  test.each([
    ["with a cell too many", ["3,Legal,boss"]],
    ["that contradict each other", ["3,Sales", "3,Board"]],
    ["once good and once not", ["3,Board", "3,Board,more"]],
  ])("someone whose rows are %s keeps what they led", async (_, rows) => {
    await both(ALL, ["1,Sales", "3,Legal"]);
    await both(ALL, ["1,Sales", ...rows]);
    expect((await inTeams(ctx))[2]).toBe("3: Legal / Legal");
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
  });

  test("someone whose row in the employees file is skipped is no stranger, and keeps what they lead", async () => {
    await both(ALL, ["1,Sales", "3,Legal"]);
    const run = await both([ANN, BOB, "3,Cat,Fox,cat(at)x.io,Clerk,Legal"], ["1,Sales", "3,Sales"]);
    expect(await told(ctx, run.id)).toEqual(["error 4 Invalid e-mail address"]);
    expect((await inTeams(ctx))[2]).toBe("3: Legal / Legal");
  });

  test("a team of somebody who is not in the employees file is not made", async () => {
    await both(ALL, ["9,Nowhere"]);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
  });

  test("a column that says what kind of manager somebody is is not understood, and grants nothing", async () => {
    const file = "UID,Team(s),Role\n1,Sales,Admin\n3,Legal,Team manager\n";
    const run = await runFile(ctx, syncId, employees(...ALL), { managers: file });
    expect(await told(ctx, run.id)).toEqual(["warning - Field 3 (Role) is unknown"]);
    expect(await inTeams(ctx)).toEqual(["1: Sales / Sales", "2: Sales / ", "3: Legal / Legal"]);
    expect(
      await testDb()
        .sql`select 1 from users where role <> 'participant' and workspace_id = ${ctx.workspaceId}`,
    ).toEqual([]);
  });

  test("a sync may warn of unknown teams in the managers file", async () => {
    const target = { kind: "teams", blank: "clear", unknown: "warn" } as const;
    syncId = await sync(NO_GUARDS, { ...MAPPING, managers: { columns: { "Team(s)": target } } });
    const run = await both(ALL, ["1,Nowhere"]);
    expect(await told(ctx, run.id)).toEqual(["warning 2 Unknown team: Nowhere"]);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
  });

  test("the downloaded list of issues names the right file for each", async () => {
    const run = await both([ANN, "2,Bob,Ray,bob(at)x.io,Clerk,Sales"], ["9,Sales"]);
    const { rows } = await exportIssues(ctx, { runId: run.id });
    const lines: (readonly string[])[] = [];
    for await (const page of rows) lines.push(...page);
    expect(lines.slice(1).map((line) => [line[1], line[2], line[7], line[11]])).toEqual([
      ["people.csv", "3", "email_invalid", "row skipped; its user stays as it is"],
      ["managers.csv", "2", "manager_unknown", "row skipped"],
    ]);
  });
});

describe("a managers file that can't be used", () => {
  test.each([
    [
      "lacks a column",
      "UID,Teams\n1,Sales\n",
      "header_missing",
      /^In the managers file: .*Missing: Team\(s\)/,
    ],
    ["is cut off", 'UID,Team(s)\n1,"Sales', "file_unclosed_quote", /^In the managers file: /],
    ["is empty", "\n", "file_empty", /^In the managers file: /],
    ["names a column twice", "UID,ID,Team(s)\n1,1,Sales\n", "header_duplicate", /^In the managers file: /],
  ])("because it %s stops both: nothing changes, and it is named", async (_, file, code, message) => {
    await both([ANN], ["1,Sales"]);
    const run = await runFile(ctx, syncId, employees(...ALL), { managers: file });
    expect(run).toMatchObject({ state: "failed", failure: { code } });
    expect(run.failure?.message).toMatch(message);
    const rows = await testDb().sql`select file, severity from issues where run_id = ${run.id}`;
    expect(rows).toEqual([{ file: "managers", severity: "blocking" }]);
    expect(await inTeams(ctx)).toEqual(["1: Sales / Sales"]);
  });

  test("an employees file that can't be used stops both as well", async () => {
    await both([ANN], ["1,Sales"]);
    const run = await runFile(ctx, syncId, "nothing\n", { managers: managers("1,Board") });
    expect(run).toMatchObject({ state: "failed", failure: { code: "header_missing" } });
    expect(await testDb().sql`select file from issues where run_id = ${run.id}`).toEqual([{ file: "users" }]);
    expect(await inTeams(ctx)).toEqual(["1: Sales / Sales"]);
  });

  test("without rows, while people lead teams, it holds everything; approved, nobody leads any more", async () => {
    syncId = await sync({ ...NO_GUARDS, noRows: true });
    await both(ALL, ["1,Sales"]);
    const run = await both(ALL, []);
    expect(run).toMatchObject({ state: "held", guards: [{ code: "no_rows", holds: "all" }] });
    expect(run.guards[0]?.reason).toBe(
      "The managers file has a header and no rows; 1 user of this sync manages teams.",
    );
    expect((await inTeams(ctx))[0]).toBe("1: Sales / Sales");
    await approve(ctx, run);
    expect((await inTeams(ctx))[0]).toBe("1: Sales / ");
    expect((await both(ALL, [])).state).toBe("no_change");
  });
});
