import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import type { ChangeKind } from "@/lib/model/plan";
import { exportPlan } from "@/lib/runs/exports/plan";
import { linesOf, recordsOf, saved } from "../../../support/csv";
import { NO_GUARDS, runFile } from "../../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../../support/tenant";

const HEADER = "ID,Email,First name,Last name,Mobile,Department";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
  await mintField(ctx, { label: "Department", type: "multiple_choice", options: ["Sales", "Finance"] });
});

const fileOf = (rows: readonly string[]) => `${[HEADER, ...rows].join("\n")}\n`;

async function planOf(
  runId: string,
  { kinds = [], search = "" }: { kinds?: ChangeKind[]; search?: string } = {},
) {
  return saved(await exportPlan(ctx, { runId, kinds, search }));
}

const BEFORE = ["1,ann@x.io,Ann,Lee,,Sales", "2,bob@x.io,Bob,Ray,+358 1,", "3,cid@x.io,Cid,Poe,,"];
const AFTER = ['1,ann@x.io,Ann,Lind,,"Sales\nFinance"', "2,bob@x.io,Bob,Ray,+358 1,", "4,dan@x.io,Dan,Fox,,"];

test("A plan is one line for each person, with every part before and after", async () => {
  await runFile(ctx, syncId, fileOf(BEFORE));
  const run = await runFile(ctx, syncId, fileOf(AFTER), { intent: "preview" });
  const lines = await recordsOf(await planOf(run.id));
  expect(lines.map(({ change, status, id, row, line }) => [change, status, id, row, line])).toEqual([
    ["create", "planned", "4", "4", "5"],
    ["remove", "planned", "3", "", ""],
    ["update", "planned", "1", "2", "2"],
  ]);
  const [create, remove, update] = lines;
  expect(create).toMatchObject({ "email before": "", "email after": "dan@x.io", changed: "" });
  expect(remove).toMatchObject({ "email before": "cid@x.io", "email after": "", "last name before": "Poe" });
  expect(update).toMatchObject({
    ...{ changed: "last name, Department", "last name before": "Lee", "last name after": "Lind" },
    ...{ "Department before": "Sales", "Department after": "Sales\nFinance", "email before": "ann@x.io" },
  });
  const [header] = await linesOf(await planOf(run.id));
  expect(header?.slice(0, 12).join()).toBe(
    "change,status,id,old id,row,line,changed,kept,may be,same person,email before,email after",
  );
});

test("A new ID names the known user whom it may be, and the choice", async () => {
  syncId = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, reKey: true } })).id;
  await runFile(ctx, syncId, fileOf(BEFORE));
  const run = await runFile(ctx, syncId, fileOf([...BEFORE.slice(0, 2), "30,cid@x.io,Cyd,Poe,,"]));
  const lines = await recordsOf(await planOf(run.id));
  expect(lines.map((line) => [line.change, line.id, line["may be"], line["same person"]])).toEqual([
    ["create", "30", "ID 3, cid@x.io", "no"],
    ["remove", "3", "", ""],
  ]);
});

test("What was applied says so, and what the page is filtered by filters the file", async () => {
  await runFile(ctx, syncId, fileOf(BEFORE));
  const run = await runFile(ctx, syncId, fileOf(AFTER));
  expect(run.state).toBe("succeeded");
  const ids = async (filter: { kinds?: ChangeKind[]; search?: string }) =>
    (await recordsOf(await planOf(run.id, filter))).map(({ id, status }) => `${id} ${status}`);
  expect(await ids({})).toEqual(["4 applied", "3 applied", "1 applied"]);
  expect(await ids({ kinds: ["remove"] })).toEqual(["3 applied"]);
  expect(await ids({ search: "dan" })).toEqual(["4 applied"]);
});

test("A plan of several pages loses and repeats no line", async () => {
  const many = Array.from({ length: 2_500 }, (_, n) => `${n},u${n}@x.io,A,B,,`);
  await runFile(ctx, syncId, fileOf(many.slice(0, 1_200)));
  const run = await runFile(ctx, syncId, fileOf(many.slice(100).map((row) => row.replace(",B,", ",C,"))), {
    intent: "preview",
  });
  const lines = await recordsOf(await planOf(run.id));
  expect(lines).toHaveLength(2_500);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(2_500);
  const kinds = lines.map(({ change }) => change);
  expect([...kinds].sort()).toEqual(kinds);
});
