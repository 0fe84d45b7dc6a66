import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { updateSyncMapping } from "@/lib/syncs/update";
import { testDb } from "../../support/db";
import { csv, HEADER, NO_GUARDS, runFile, told } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  testDb();
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

test("HTML entities and curly quotes in names and texts are told once a file each, with an example and the cure", async () => {
  await mintField(ctx, { label: "Company", type: "text" });
  await mintField(ctx, { label: "Unit", type: "single_choice", options: ["R&amp;D"] });
  const file = [
    `${HEADER},Company,Unit,Other`,
    "1,a@x.io,“Ann”,O&#39;Hara,,AT&amp;T,R&amp;D,&lt;",
    "2,b@x.io,Bob,M&amp;M,,Tom & Jerry,,",
    "3,c@x.io,„Cat“,Fox,,A&B;C,,",
  ].join("\n");
  const run = await runFile(ctx, syncId, file);
  expect(run.counts).toMatchObject({ created: 3, errors: 0 });
  expect((await told(ctx, run.id)).filter((line) => !line.includes("is unknown")).sort()).toEqual([
    "warning 2 Text is marked up in 2 cells: ““Ann”” in row 2 is probably “Ann”. Curly quotes don't enclose a value: use straight ones, or none",
    "warning 2 Text is marked up in 3 cells: “O&#39;Hara” in row 2 is probably “O'Hara”. Export plain text, without HTML entities",
  ]);
});

test("A file without marks has no such warning", async () => {
  const run = await runFile(
    ctx,
    syncId,
    csv("1,a@x.io,Ann “Annie”,O'Hara & Sons,", "2,b@x.io,Bob,Smith &co,"),
  );
  expect(await told(ctx, run.id)).toEqual([]);
});

test("A file whose rows are all left out by choice is held for that reason", async () => {
  const { id } = await mintSync(ctx, { guardSettings: { ...NO_GUARDS, noRows: true } });
  const file = (status: string) =>
    `${HEADER},Status\n1,a@x.io,Ann,Ek,,${status}\n2,b@x.io,Bob,Dal,,${status}\n`;
  await updateSyncMapping(ctx, {
    syncId: id,
    mapping: { columns: {}, onlyRows: { header: "Status", keep: "listed", values: ["Active"] } },
  });
  await runFile(ctx, id, file("Active"));
  const run = await runFile(ctx, id, file("Inactive"));
  expect(run).toMatchObject({ state: "held", counts: { read: 0 } });
  expect(run.guards[0]).toMatchObject({
    code: "no_rows",
    reason:
      "The file has no rows to import; this sync has 2 users. Left out 2 rows because of Status: Inactive (2).",
  });
});
