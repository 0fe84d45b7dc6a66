import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { discardRun } from "@/lib/runs/decide-run";
import { getRunRow, type RunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { csv, HEADER, people, runFile } from "../../support/pipeline";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, undo } from "../../support/undo";

// A file that is no news: a backup was restored, or last week's export was sent again.

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: { firstRun: false } })).id;
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const list = (...ids: number[]) => csv(...ids.map((id) => `${id},p${id}@x.io,A,B,`));
const DAY_1 = list(...range(1, 100));
const DAY_2 = list(...range(1, 97), ...range(101, 105));
const at = (day: number, time = "02:00") => ({ modifiedAt: new Date(`2026-11-${day}T${time}:00Z`) });
const reasons = ({ guards }: RunRow) => guards.map(({ code, reason }) => `${code}: ${reason}`);
const told = (reason: string) => [`older_file: ${reason}`];

test("a file from before the last one applied holds everything, night after night, and says why", async () => {
  await runFile(ctx, syncId, DAY_1, at(20));
  await runFile(ctx, syncId, DAY_2, at(25));
  const before = await people(ctx);
  const first = await runFile(ctx, syncId, DAY_1, at(20));
  expect(first.state).toBe("held");
  expect(reasons(first)).toEqual(told("The file is from 20 Nov; the last one applied was from 25 Nov."));
  expect(await people(ctx)).toEqual(before);
  const second = await runFile(ctx, syncId, DAY_1, at(20));
  expect(second).toMatchObject({ state: "no_change", yieldedTo: first.id });
  expect((await getRunRow(ctx, first.id)).state).toBe("held");
  expect(await people(ctx)).toEqual(before);
});

test("so does one with other bytes, of the same day", async () => {
  await runFile(ctx, syncId, DAY_2, at(25));
  const run = await runFile(ctx, syncId, DAY_1, at(25, "01:30"));
  expect(reasons(run)).toEqual(
    told("The file is from 25 Nov, 01:30; the last one applied was from 25 Nov, 02:00."),
  );
});

test("the bytes of an earlier run hold everything whatever the server says of their time, also once they were discarded", async () => {
  await runFile(ctx, syncId, DAY_1, at(20));
  await runFile(ctx, syncId, DAY_2, at(25));
  const run = await runFile(ctx, syncId, DAY_1, at(26));
  expect(reasons(run)).toEqual(
    told("The file is the same as the one from 20 Nov; the last one applied was from 25 Nov."),
  );
  await discardRun(ctx, { runId: run.id });
  expect(await runFile(ctx, syncId, DAY_1, at(27))).toMatchObject({ state: "held" });
});

test("approved, the older file is the measure from then on", async () => {
  await runFile(ctx, syncId, DAY_1, at(20));
  await runFile(ctx, syncId, DAY_2, at(25));
  await approve(ctx, await runFile(ctx, syncId, DAY_1, at(20)));
  expect((await people(ctx)).length).toBe(100);
  expect(await runFile(ctx, syncId, DAY_1, at(20))).toMatchObject({ state: "no_change" });
  // What was the newest before is by now an earlier one.
  expect(await runFile(ctx, syncId, DAY_2, at(25))).toMatchObject({ guards: [{ code: "older_file" }] });
  expect(await runFile(ctx, syncId, list(...range(1, 99)), at(26))).toMatchObject({ state: "succeeded" });
});

test("the file of a run that was undone is no older than the one before it", async () => {
  await runFile(ctx, syncId, DAY_1, at(20));
  const run = await runFile(ctx, syncId, DAY_2, at(25));
  await undo(ctx, run);
  expect(await runFile(ctx, syncId, DAY_2, at(25))).toMatchObject({ state: "succeeded", guards: [] });
});

test("one that changes nobody is not held, and neither is the same file again", async () => {
  await runFile(ctx, syncId, DAY_2, at(25));
  const turned = list(...range(101, 105), ...range(1, 97));
  expect(await runFile(ctx, syncId, turned, at(20))).toMatchObject({ state: "no_change", guards: [] });
  expect(await runFile(ctx, syncId, turned, at(20))).toMatchObject({ state: "no_change", file: null });
});

test("the managers file is looked at as well", async () => {
  const employees = (team: string) => `${HEADER},Team(s)\n1,p1@x.io,A,B,,${team}\n2,p2@x.io,A,B,,\n`;
  const managers = (...ids: number[]) => `UID,Team(s)\n${ids.map((id) => `${id},Sales\n`).join("")}`;
  await runFile(ctx, syncId, employees("Sales"), { ...at(20), managers: managers(1) });
  await runFile(ctx, syncId, employees("Legal"), { ...at(25), managers: managers(1, 2) });
  const run = await runFile(ctx, syncId, employees(""), { ...at(26), managers: managers(1) });
  expect(run.state).toBe("held");
  expect(reasons(run)).toEqual(
    expect.arrayContaining(
      told("The managers file is the same as the one from 20 Nov; the last one applied was from 25 Nov."),
    ),
  );
});

test("the guard can be switched off", async () => {
  await testDb()
    .sql`update syncs set guard_settings = '{"firstRun": false, "olderFile": false}' where id = ${syncId}`;
  await runFile(ctx, syncId, DAY_1, at(20));
  await runFile(ctx, syncId, DAY_2, at(25));
  expect(await runFile(ctx, syncId, DAY_1, at(20))).toMatchObject({ state: "succeeded", guards: [] });
});
