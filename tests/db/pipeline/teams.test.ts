import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { exportPlan } from "@/lib/runs/exports/plan";
import { listRunFields } from "@/lib/runs/read-plan";
import { getRunRow } from "@/lib/runs/store";
import { createTeam } from "@/lib/teams/create";
import { updateTeam } from "@/lib/teams/update";
import { addUsersToTeam } from "@/lib/users/teams/assign";
import { testDb } from "../../support/db";
import { HEADER, NO_GUARDS, runFile, told } from "../../support/pipeline";
import { inTeams, teamNames, writesOf } from "../../support/teams";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../support/tenant";
import { idOf, linesOf, undo } from "../../support/undo";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

/** A file whose rows end with the teams of each person. */
const file = (...rows: string[]) => `${[`${HEADER},Team(s)`, ...rows].join("\n")}\n`;
const ANN = '1,ann@x.io,Ann,Lee,,"Sales\nLegal"';
const BOB = "2,bob@x.io,Bob,Ray,,Sales";

const teamId = async (name: string): Promise<number> => {
  const [row] = await testDb()
    .sql`select id::float8 as id from teams where workspace_id = ${ctx.workspaceId} and name = ${name}`;
  return row?.id;
};
const mapped = async (columns: Mapping["columns"]) =>
  (await mintSync(ctx, { guardSettings: NO_GUARDS, mapping: { columns } })).id;

describe("a column of teams", () => {
  test("puts people in the teams it names, and makes those that are not there", async () => {
    const sales = await createTeam(ctx, { name: "Sales", aliases: [] });
    const run = await runFile(ctx, syncId, file(ANN, BOB, "3,cat@x.io,Cat,Fox,,"));
    expect(run.state).toBe("succeeded");
    expect(await inTeams(ctx)).toEqual(["1: Legal,Sales / ", "2: Sales / ", "3:  / "]);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
    expect(await teamId("Sales")).toBe(sales.id);
    const made = await testDb().sql`select name from teams where made_by_run_id = ${run.id}`;
    expect(made).toEqual([{ name: "Legal" }]);
    expect(run.additions).toMatchObject([{ fieldId: -1, label: "Legal", id: await teamId("Legal") }]);
  });

  test("an error of a spreadsheet makes no team, and takes none from anybody", async () => {
    await runFile(ctx, syncId, file(ANN, BOB));
    const run = await runFile(ctx, syncId, file(ANN, "2,bob@x.io,Bob,Ray,,#N/A"));
    expect(await told(ctx, run.id)).toEqual(["warning 3 Unknown team: #N/A"]);
    expect(await inTeams(ctx)).toEqual(["1: Legal,Sales / ", "2: Sales / "]);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
  });

  test("the same file again changes nobody, whatever was new in it before", async () => {
    await runFile(ctx, syncId, file(ANN, BOB));
    const before = await writesOf(ctx);
    const again = await runFile(ctx, syncId, file(ANN, BOB));
    expect(again).toMatchObject({ state: "no_change", additions: [], counts: { unchanged: 2 } });
    const third = await runFile(ctx, syncId, file(ANN, BOB));
    expect(third.state).toBe("no_change");
    expect(await writesOf(ctx)).toEqual(before);
  });

  test("people leave and join teams as the file says; a blank cell is no team", async () => {
    await runFile(ctx, syncId, file(ANN, BOB));
    const run = await runFile(ctx, syncId, file("1,ann@x.io,Ann,Lee,,", "2,bob@x.io,Bob,Ray,,Legal"));
    expect(run.counts).toMatchObject({ updated: 2 });
    expect(await inTeams(ctx)).toEqual(["1:  / ", "2: Legal / "]);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
  });

  test("a mapping may keep teams over a blank cell, split a cell, and read a text as another", async () => {
    const id = await mapped({
      Gruppen: { kind: "teams", blank: "keep", separator: ";", aliases: { Vertrieb: "Sales" } },
    });
    const of = (...rows: string[]) => `${[`${HEADER},Gruppen`, ...rows].join("\n")}\n`;
    await runFile(ctx, id, of("1,ann@x.io,Ann,Lee,,Vertrieb; Legal"));
    expect(await inTeams(ctx)).toEqual(["1: Legal,Sales / "]);
    await runFile(ctx, id, of("1,ann@x.io,Anna,Lee,,"));
    expect(await inTeams(ctx)).toEqual(["1: Legal,Sales / "]);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales"]);
  });

  test("a sync may leave unknown teams out, with a warning, and sets the known ones", async () => {
    const id = await mapped({ "Team(s)": { kind: "teams", blank: "clear", unknown: "warn" } });
    await createTeam(ctx, { name: "Sales", aliases: [] });
    const run = await runFile(ctx, id, file(ANN, "2,bob@x.io,Bob,Ray,,Nobody"));
    expect(await told(ctx, run.id)).toEqual([
      "warning 2 Unknown team: Legal",
      "warning 3 Unknown team: Nobody",
    ]);
    expect(await inTeams(ctx)).toEqual(["1: Sales / ", "2:  / "]);
    expect(await teamNames(ctx)).toEqual(["Sales"]);
  });

  test("a team that was renamed is found by its other name in the next file, and nobody changes", async () => {
    await runFile(ctx, syncId, file(ANN, BOB));
    const before = await writesOf(ctx);
    await updateTeam(ctx, { id: await teamId("Sales"), name: "Trade", aliases: [], keepName: true });
    const run = await runFile(ctx, syncId, file(ANN, BOB));
    expect(run).toMatchObject({ state: "no_change", additions: [] });
    expect(await inTeams(ctx)).toEqual(["1: Legal,Trade / ", "2: Trade / "]);
    expect(await writesOf(ctx)).toEqual(before);
  });

  test("a column that vanished leaves everyone in their teams and holds the plan", async () => {
    const id = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, headerDrift: true } })).id;
    await runFile(ctx, id, file(ANN, BOB));
    const run = await runFile(ctx, id, `${HEADER}\n1,ann@x.io,Anna,Lee,\n2,bob@x.io,Bob,Ray,\n`);
    expect(run).toMatchObject({ state: "held", guards: [{ code: "header_drift" }] });
    const mappedOne = await mapped({ "Team(s)": { kind: "teams", blank: "clear" } });
    await runFile(ctx, mappedOne, file("7,gil@x.io,Gil,Poe,,Sales"));
    await runFile(ctx, mappedOne, `${HEADER}\n7,gil@x.io,Gilda,Poe,\n`);
    expect(await inTeams(ctx)).toEqual(["1: Legal,Sales / ", "2: Sales / ", "7: Sales / "]);
  });

  test("a name of more than 200 characters is no team, and is told", async () => {
    const run = await runFile(ctx, syncId, file(`1,ann@x.io,Ann,Lee,,${"x".repeat(201)}`));
    expect(run.counts).toMatchObject({ created: 1, warnings: 1 });
    expect(await teamNames(ctx)).toEqual([]);
  });

  test("a profile field of that name goes before teams", async () => {
    await mintField(ctx, { label: "Team(s)", type: "text" });
    await runFile(ctx, syncId, file(BOB));
    expect(await teamNames(ctx)).toEqual([]);
  });

  test("what a person was given by hand is not touched", async () => {
    await runFile(ctx, syncId, file(ANN, BOB));
    const [legal, bob] = [await teamId("Legal"), await idOf(ctx, "bob@x.io")];
    await addUsersToTeam(ctx, { teamId: legal, role: "member", userIds: [bob] });
    await runFile(ctx, syncId, file(ANN, "2,bob@x.io,Bob,Ray,,"));
    const rows = await testDb().sql`select user_id::float8 as id from team_members where team_id = ${legal}`;
    expect(rows).toEqual([{ id: bob }]);
    expect(await inTeams(ctx)).toEqual(["1: Legal,Sales / ", "2:  / "]);
  });

  test("two syncs fill one team, and each looks after its own people", async () => {
    const other = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
    await runFile(ctx, syncId, file(BOB));
    await runFile(ctx, other, file("9,zoe@x.io,Zoe,Hay,,Sales"));
    expect(await teamNames(ctx)).toEqual(["Sales"]);
    await runFile(ctx, syncId, file("2,bob@x.io,Bob,Ray,,"));
    expect(await inTeams(ctx)).toEqual(["2:  / ", "9: Sales / "]);
  });
});

describe("what is shown of teams", () => {
  test("a plan names the teams that it would make, before they are there", async () => {
    const run = await runFile(ctx, syncId, file(ANN), { intent: "preview" });
    expect(run).toMatchObject({ state: "held", additions: [{ label: "Sales" }, { label: "Legal" }] });
    expect(await teamNames(ctx)).toEqual([]);
    const fields = await listRunFields(ctx, run);
    expect(fields.find(({ id }) => id === -1)?.options.map(({ label }) => label)).toEqual(["Sales", "Legal"]);
    const { rows } = await exportPlan(ctx, { runId: run.id, kinds: [], search: "" });
    const lines: (readonly string[])[] = [];
    for await (const page of rows) lines.push(...page);
    const [header, line] = lines;
    expect(line?.[header?.indexOf("Teams after") ?? -1]).toBe("Sales\nLegal");
  });

  test("a plan does not name teams of rows that turn out to be no good", async () => {
    const run = await runFile(ctx, syncId, file("1,ann@x.io,Ann,Lee,,Lost", "1,amy@x.io,Amy,Lee,,Gone", BOB));
    expect(run.additions).toMatchObject([{ label: "Sales" }]);
    expect(await teamNames(ctx)).toEqual(["Sales"]);
  });
});

describe("undoing", () => {
  test("takes the teams along that it made and that nobody needs, and undoing that brings them back", async () => {
    await runFile(ctx, syncId, file("2,bob@x.io,Bob,Ray,,Sales"));
    const run = await runFile(ctx, syncId, file(ANN, "2,bob@x.io,Bob,Ray,,Support"));
    const after = await inTeams(ctx);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales", "Support"]);
    const undone = await undo(ctx, run);
    expect(await inTeams(ctx)).toEqual(["2: Sales / "]);
    expect(await teamNames(ctx)).toEqual(["Sales"]);
    const again = await undo(ctx, await getRunRow(ctx, undone.id));
    expect(again.state).toBe("succeeded");
    expect(await inTeams(ctx)).toEqual(after);
    expect(await teamNames(ctx)).toEqual(["Legal", "Sales", "Support"]);
    await undo(ctx, await getRunRow(ctx, again.id));
    expect(await teamNames(ctx)).toEqual(["Sales"]);
  });

  test("leaves a team that someone has taken up since: a member by hand, or another name", async () => {
    const run = await runFile(
      ctx,
      syncId,
      file(ANN, "2,bob@x.io,Bob,Ray,,Support", "3,cat@x.io,Cat,Fox,,Gone"),
    );
    const zoe = await mintUser(ctx);
    await addUsersToTeam(ctx, { teamId: await teamId("Legal"), role: "manager", userIds: [zoe.id] });
    await updateTeam(ctx, { id: await teamId("Support"), name: "Help", aliases: [], keepName: false });
    await undo(ctx, run);
    expect(await teamNames(ctx)).toEqual(["Help", "Legal"]);
  });

  test("leaves a team in which someone else of a file is", async () => {
    const other = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
    const run = await runFile(ctx, syncId, file(ANN));
    await runFile(ctx, other, file("9,zoe@x.io,Zoe,Hay,,Sales"));
    await undo(ctx, run);
    expect(await teamNames(ctx)).toEqual(["Sales"]);
  });

  test("keeps the teams that a later run has given, and says so", async () => {
    await runFile(ctx, syncId, file(BOB));
    const run = await runFile(ctx, syncId, file("2,bob@x.io,Bob,Ray,,Legal"));
    await runFile(ctx, syncId, file("2,bob@x.io,Bob,Ray,,Support"));
    const done = await undo(ctx, run);
    expect((await linesOf(ctx, done)).map((line) => line.replace(/changed .*/, "changed"))).toEqual([
      "update 2: kept -1 changed",
    ]);
    expect(await inTeams(ctx)).toEqual(["2: Support / "]);
  });
});
