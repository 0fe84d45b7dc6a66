import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createTeam } from "@/lib/teams/create";
import { testDb } from "../../support/db";
import { csv, HEADER, NO_GUARDS, people, runFile, told } from "../../support/pipeline";
import { inTeams, teamNames, writesOf } from "../../support/teams";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

// What looks the same is the same, with the limits that a sync has by default.

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
});

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/runs/${name}`, import.meta.url));
/** As an installation has it whose texts were stored as they were written. */
const storedAs = (table: "users" | "teams", column: string, from: string, to: string) =>
  testDb().sql.unsafe(`update ${table} set ${column} = $2 where workspace_id = $3 and ${column} = $1`, [
    from,
    to,
    ctx.workspaceId,
  ]);
const csvIds = async () => (await people(ctx)).map((line) => line.split("|", 1)[0]);

describe("IDs", () => {
  test("that look the same are one person's", async () => {
    await runFile(ctx, syncId, fixture("invisible-id-1.csv"));
    const before = await people(ctx);
    const run = await runFile(ctx, syncId, fixture("invisible-id-2.csv"));
    expect(run).toMatchObject({
      state: "succeeded",
      counts: { read: 15, created: 0, updated: 0, removed: 3, unchanged: 15 },
    });
    expect(await people(ctx)).toEqual(before.filter((line) => !/^1[456]\|/.test(line)));
  });

  test("stored as they were once written still name their users, who are left as they are", async () => {
    const file = csv("EMP\u00a00042,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,");
    await runFile(ctx, syncId, file);
    await storedAs("users", "external_id", `${syncId}#EMP 0042`, `${syncId}#EMP\u00a00042`);
    const before = await writesOf(ctx);
    const clean = await runFile(ctx, syncId, csv("EMP 0042,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,"));
    expect(clean).toMatchObject({ state: "no_change", counts: { created: 0, removed: 0, unchanged: 2 } });
    expect((await writesOf(ctx)).length).toBe(before.length);
    const moved = await runFile(ctx, syncId, csv("EMP 0042,ann@x.io,Ann,Lee,", "2,bob@x.io,Bob,Dal,"));
    expect(moved).toMatchObject({ counts: { created: 0, updated: 1, removed: 0 } });
    expect(await csvIds()).toEqual(["2", "EMP\u00a00042"]);
  });

  test("of two users that look the same: neither is removed, nor becomes the other", async () => {
    await runFile(ctx, syncId, csv("A 1,ann@x.io,Ann,Ek,", "A 2,bob@x.io,Bob,Dal,"));
    await storedAs("users", "external_id", `${syncId}#A 2`, `${syncId}#A\u00a01`);
    const before = await people(ctx);
    const both = await runFile(ctx, syncId, csv("A 1,ann@x.io,Ann,Ek,", "A\u00a01,bob@x.io,Bob,Dal,"));
    expect(both.counts).toMatchObject({ removed: 0, errors: 2 });
    const one = await runFile(ctx, syncId, csv("A\u00a01,bob@x.io,Bob,Dal,"));
    expect(one.counts).toMatchObject({ removed: 0, errors: 1 });
    expect(await people(ctx)).toEqual(before);
  });

  test("a removed user gives way to an active one whose ID looks the same", async () => {
    syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
    await runFile(ctx, syncId, csv("A 1,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,"));
    await runFile(ctx, syncId, csv("2,bob@x.io,Bob,Dal,"));
    await runFile(ctx, syncId, csv("A 3,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,"));
    await storedAs("users", "external_id", `${syncId}#A 3`, `${syncId}#A\u00a01`);
    const run = await runFile(ctx, syncId, csv("A 1,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,"));
    expect(run.counts).toMatchObject({ created: 0, restored: 0, removed: 0, unchanged: 2 });
    expect(await csvIds()).toEqual(["2", "A\u00a01"]);
  });

  test("of managers are those of their users", async () => {
    const managers = "UID,Team(s)\nEMP\u00a00042,Sales\n";
    await runFile(ctx, syncId, csv("EMP 0042,ann@x.io,Ann,Ek,"), { managers });
    expect(await inTeams(ctx)).toEqual(["EMP 0042:  / Sales"]);
  });
});

describe("names", () => {
  test("of a file whose letters are decomposed change nobody", async () => {
    await runFile(ctx, syncId, fixture("nfd-names-1.csv"));
    const before = await writesOf(ctx);
    const run = await runFile(ctx, syncId, fixture("nfd-names-2.csv"));
    expect(run).toMatchObject({ state: "no_change", counts: { unchanged: 30, updated: 0 } });
    expect(await writesOf(ctx)).toEqual(before);
  });

  test("stored with decomposed letters are the same as well", async () => {
    await runFile(ctx, syncId, fixture("nfd-names-1.csv"));
    await storedAs("users", "last_name", "Mäkelä", "Mäkelä".normalize("NFD"));
    await testDb().sql`update users set fingerprint = null where workspace_id = ${ctx.workspaceId}`;
    const run = await runFile(ctx, syncId, fixture("nfd-names-2.csv"));
    expect(run).toMatchObject({ state: "no_change", guards: [], counts: { unchanged: 30, updated: 0 } });
  });
});

describe("teams and options", () => {
  test("that look the same are one, and letter case alone makes none", async () => {
    const run = await runFile(ctx, syncId, fixture("look-alike-teams.csv"));
    expect(await teamNames(ctx)).toEqual(["Front-Office", "Human Resources", "R&D", "R&amp;D"].sort());
    expect(run.state).toBe("succeeded_with_issues");
    expect(await told(ctx, run.id)).toContain(
      "warning 4 Unknown team: human resources (the team is called Human Resources)",
    );
    expect(run.notes).toEqual(["New team R&amp;D: export plain text, without HTML entities (R&D)."]);
    expect((await inTeams(ctx)).slice(0, 6)).toEqual([
      "1: Human Resources / ",
      "2: Human Resources / ",
      "3:  / ",
      "4: Human Resources / ",
      "5: Human Resources / ",
      "6: Front-Office / ",
    ]);
  });

  test("stored as they were once written are found by what looks like them", async () => {
    await createTeam(ctx, { name: "Human Resources", aliases: [] });
    await storedAs("teams", "name", "Human Resources", "Human\u00a0Resources");
    const run = await runFile(ctx, syncId, `${HEADER},Team(s)\n1,a@x.io,A,A,,Human Resources\n`);
    expect(run).toMatchObject({ state: "succeeded", additions: [] });
    expect(await inTeams(ctx)).toEqual(["1: Human\u00a0Resources / "]);
  });

  test("an option is not added for letter case", async () => {
    const field = await mintField(ctx, {
      label: "Dept",
      type: "single_choice",
      options: ["Human\u00a0Resources"],
    });
    const columns = {
      Dept: { kind: "field" as const, fieldId: field.id, blank: "clear" as const, unknown: "add" as const },
    };
    const sync = (await mintSync(ctx, { guardSettings: { firstRun: false }, mapping: { columns } })).id;
    const run = await runFile(
      ctx,
      sync,
      `${HEADER},Dept\n1,a@x.io,A,A,,Human Resources\n2,b@x.io,B,B,,HUMAN Resources\n`,
    );
    expect(run.additions).toEqual([]);
    expect(await told(ctx, run.id)).toEqual([
      "warning 3 Unknown profile field value: HUMAN Resources (the option is called Human‹U+00A0›Resources)",
    ]);
  });
});

test("a mobile that a spreadsheet has shortened leaves the number", async () => {
  await runFile(ctx, syncId, fixture("mobile-float-1.csv"));
  const run = await runFile(ctx, syncId, fixture("mobile-float-2.csv"));
  expect(await told(ctx, run.id)).toEqual(["warning 2 Invalid value for field Mobile: 3.58401E+11"]);
  const mobiles = await testDb()
    .sql`select mobile from users where workspace_id = ${ctx.workspaceId} order by id`;
  expect(mobiles.map(({ mobile }) => mobile)).toEqual(["358401234567", "358407654321", "401112223"]);
});

test("two-digit years are judged by the day of the run", async () => {
  const field = await mintField(ctx, { label: "Born", type: "date" });
  const born = { kind: "field" as const, fieldId: field.id, blank: "clear" as const };
  const columns = { Born: { ...born, dateFormat: "dd.MM.yy", neverFuture: true } };
  const sync = (await mintSync(ctx, { guardSettings: { firstRun: false }, mapping: { columns } })).id;
  await runFile(ctx, sync, `${HEADER},Born\n1,a@x.io,A,A,,31.12.48\n2,b@x.io,B,B,,01.02.03 00:00\n`);
  const rows = await testDb()
    .sql`select fields from users where workspace_id = ${ctx.workspaceId} order by id`;
  expect(rows.map(({ fields }) => fields[field.id])).toEqual(["1948-12-31", "2003-02-01"]);
});
