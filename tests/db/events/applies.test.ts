import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { discardRun } from "@/lib/runs/decide-run";
import { cancelRun } from "@/lib/runs/finish-run";
import { getRunRow } from "@/lib/runs/store";
import { testDb } from "../../support/db";
import { eventsSince, inShort, startPolling } from "../../support/events";
import { csv, NO_GUARDS, queueFile, runFile, work } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";
import { approve, edit, idOf, undo } from "../../support/undo";

const ANN = "1,ann@x.io,Ann,Lee,";
const BOB = "2,bob@x.io,Bob,Ray,";
const CAT = "3,cat@x.io,Cat,Fox,";

let ws: WorkspaceCtx;
let syncId: string;
let start: string;

beforeEach(async () => {
  testDb();
  ws = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ws, { guardSettings: NO_GUARDS })).id;
  start = await startPolling(ws);
});

/** What is told behind the last place that was read. */
async function told(): Promise<string[]> {
  const events = await eventsSince(ws, start, 3);
  start = events.at(-1)?.id ?? start;
  return events.filter(({ type }) => type !== "audit.entry").map(inShort);
}

test("a run tells its states, and before its end whom it created, updated and removed", async () => {
  await runFile(ws, syncId, csv(ANN, BOB));
  const [ann, bob] = [await idOf(ws, "ann@x.io"), await idOf(ws, "bob@x.io")];
  expect(await told()).toEqual([
    "run.queued",
    "run.running",
    `user.created ${ann}`,
    `user.created ${bob}`,
    "run.succeeded",
  ]);
  await runFile(ws, syncId, csv("1,ann@x.io,Anna,Lee,+358", CAT));
  const cat = await idOf(ws, "cat@x.io");
  expect(await told()).toEqual([
    "run.queued",
    "run.running",
    `user.created ${cat}`,
    `user.updated ${ann} firstName,mobile`,
    `user.removed ${bob}`,
    "run.succeeded",
  ]);
  await runFile(ws, syncId, csv("1,ann@x.io,Anna,Lee,+358", CAT));
  expect(await told()).toEqual(["run.queued", "run.running", "run.no_change"]);
});

test("an undo tells what it brings back, then that the run is undone", async () => {
  await runFile(ws, syncId, csv(ANN, BOB));
  const run = await runFile(ws, syncId, csv("1,ann@x.io,Anna,Lee,", CAT));
  const [ann, bob, cat] = [
    await idOf(ws, "ann@x.io"),
    await idOf(ws, "bob@x.io"),
    await idOf(ws, "cat@x.io"),
  ];
  await told();
  await undo(ws, run);
  expect(await told()).toEqual([
    "run.queued",
    "run.running",
    "run.held",
    "run.queued",
    "run.running",
    `user.updated ${ann} firstName`,
    `user.restored ${bob}`,
    `user.removed ${cat}`,
    "run.succeeded",
    "run.undone",
  ]);
});

test("nothing is told of lines that were left out, or whose user was edited meanwhile", async () => {
  await runFile(ws, syncId, csv(ANN, BOB));
  const ref = await queueFile(ws, syncId, csv("1,ann@x.io,Anna,Lee,", "2,bob@x.io,Bo,Ray,"), {
    intent: "preview",
  });
  const held = await work(ws, ref);
  await edit(ws, "bob@x.io", { firstName: "Rob" });
  await told();
  await approve(ws, held);
  expect(await told()).toEqual([
    "run.queued",
    "run.running",
    `user.updated ${await idOf(ws, "ann@x.io")} firstName`,
    "run.succeeded_with_issues",
  ]);
});

test("decisions and cancellations are told", async () => {
  await runFile(ws, syncId, csv(ANN));
  await told();
  const held = await work(ws, await queueFile(ws, syncId, csv(ANN, BOB), { intent: "preview" }));
  await discardRun(ws, { runId: held.id });
  const queued = await queueFile(ws, syncId, csv(ANN, BOB));
  await cancelRun(ws, { runId: queued.runId });
  expect(await told()).toEqual([
    "run.queued",
    "run.running",
    "run.held",
    "run.cancelled",
    "run.queued",
    "run.cancelled",
  ]);
  expect((await getRunRow(ws, queued.runId)).state).toBe("cancelled");
});

test("an event holds ids, counts and names of fields, and values only if the organization wants them", async () => {
  const field = await mintField(ws, {
    label: "Department",
    type: "single_choice",
    options: ["Sales", "Care"],
  });
  const rows = (department: string, lastName: string) =>
    `ID,Email,First name,Last name,Mobile,Department\n1,ann@x.io,Ann,${lastName},,${department}\n`;
  await runFile(ws, syncId, rows("Sales", "Lee"));
  await runFile(ws, syncId, rows("Care", "Moe"));
  const events = await eventsSince(ws, start);
  expect(JSON.stringify(events)).not.toMatch(/ann@|"Ann"|Lee|Moe|Sales|Care/);
  expect(events.filter(({ type }) => type === "user.updated").map(inShort)).toEqual([
    `user.updated ${await idOf(ws, "ann@x.io")} lastName,${field.label}`,
  ]);
  await testDb().sql`update event_streams set with_values = true where org_id = ${ws.orgId}`;
  const [created, updated] = (await eventsSince(ws, start)).filter(({ type }) => type.startsWith("user."));
  expect(created?.data.user).toEqual({
    email: "ann@x.io",
    firstName: "Ann",
    lastName: "Lee",
    Department: "Sales",
  });
  expect(updated?.data.changes).toEqual({
    lastName: { from: "Lee", to: "Moe" },
    Department: { from: "Sales", to: "Care" },
  });
});

test("1,200 users are three rows, one event each", async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => `${n},p${n}@x.io,,,`);
  await runFile(ws, syncId, csv(...many));
  const { sql } = testDb();
  const rows =
    await sql`select size from outgoing_events where org_id = ${ws.orgId} and type = 'user.created' order by id`;
  expect(rows.map(({ size }) => size)).toEqual([500, 500, 200]);
  const events = await eventsSince(ws, start);
  const created = events.filter(({ type }) => type === "user.created").map(({ data }) => data.userId);
  expect(created).toHaveLength(1_200);
  expect(new Set(created).size).toBe(1_200);
  expect(events.map(({ id }) => Number(id))).toEqual(events.map((_, at) => Number(start) + at + 1));
});
