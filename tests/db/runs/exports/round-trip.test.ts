import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { createList } from "@/lib/lists/create";
import { exportListMembers } from "@/lib/lists/export-members";
import { exportIssues } from "@/lib/runs/exports/issues";
import { exportPlan } from "@/lib/runs/exports/plan";
import { exportSkippedRows } from "@/lib/runs/exports/skipped-rows";
import { getCsvTemplate } from "@/lib/uploads/get-template";
import { linesOf, saved } from "../../../support/csv";
import { testDb } from "../../../support/db";
import { NO_GUARDS, people, runFile, told } from "../../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../../support/tenant";

const { sql } = testDb();
const HEADER = "ID,Email,First name,Last name,Mobile,Note,Hours,Skills";

let ctx: WorkspaceCtx;
let syncId: string;

async function workspace(): Promise<void> {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
  await mintField(ctx, { label: "Note", type: "text" });
  await mintField(ctx, { label: "Hours", type: "number" });
  await mintField(ctx, {
    label: "Skills",
    type: "multiple_choice",
    options: ["+Sales", "Legal", "'t Hooft"],
  });
}
beforeEach(workspace);

const fileOf = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;

/** Everything that is stored of the users, but for when it was written. */
const stored = () =>
  sql`select external_id, email, first_name, last_name, mobile, fields, state from users
       where workspace_id = ${ctx.workspaceId} order by id`;

/** Errors without the rows they are in, which are others in another file. */
const errorsOf = async (runId: string) =>
  (await told(ctx, runId))
    .filter((line) => line.startsWith("error"))
    .map((line) => line.replace(/^error \d+ /, "").replace(/ \(rows .*\)/, ""))
    .sort();

/** Uploads `bytes` in both modes: that of adding first, as people do. */
async function uploadUnchanged(bytes: Uint8Array) {
  const before = await stored();
  const run = await runFile(ctx, syncId, bytes, { mode: "add_and_update" });
  expect(await stored()).toEqual(before);
  return run;
}

const skippedRows = async (runId: string) => saved(await exportSkippedRows(ctx, { runId }));

const cell = fc.constantFrom(
  "",
  "'=A",
  "=A",
  "'+358 40",
  "+358 40",
  "-n",
  "''-n",
  "'t Hooft",
  "Ék",
  "\u2212x",
);
const id = fc.constantFrom("1", "2", "3", "4", "5", "'=6", "-7");
const address = fc.constantFrom("a@x.io", "b@x.io", "c@x.io", "d@x.io", "manual@x.io", "bad", "");
const skills = fc.constantFrom("", "Legal", "'+Sales", '"+Sales\nLegal"', "Nope", '"\'t Hooft\nLegal"');
const row = fc
  .tuple(
    fc.tuple(id, address, cell, cell, cell, cell, fc.constantFrom("", "12", "-0.5", "x"), skills),
    fc.integer({ min: -6, max: 8 }),
  )
  .map(([cells, width]) =>
    (width > 0 ? cells.slice(0, width) : width < -3 ? [...cells, "more"] : cells).join(","),
  );

test("The skipped rows of any file, uploaded as they are, change nobody and are skipped for the same reasons", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
      await workspace();
      await mintUser(ctx, { email: "manual@x.io" });
      await runFile(ctx, syncId, fileOf("1,a@x.io,Ann,Lee,040,n,1,Legal", "2,b@x.io,Bo,Ek,041,m,2,"));
      const run = await runFile(ctx, syncId, fileOf(...rows), { mode: "add_and_update" });
      const bytes = await skippedRows(run.id).catch(() => null);
      if (!bytes || (await linesOf(bytes)).length < 2) return;
      const again = await uploadUnchanged(bytes);
      expect(await errorsOf(again.id)).toEqual(await errorsOf(run.id));
      const cells = (lines: string[][]) =>
        lines.map((line) => line.filter((text) => !text.includes("(rows ")));
      expect(cells(await linesOf(await skippedRows(again.id)))).toEqual(cells(await linesOf(bytes)));
    }),
    { numRuns: 12 },
  );
});

test("A row that was too short is still too short, so that its user keeps what they have", async () => {
  await runFile(ctx, syncId, fileOf("1,a@x.io,Ann,Lee,040,n,12,Legal"));
  const run = await runFile(ctx, syncId, fileOf("1,a@x.io,Ann", "2,bad,Bo,Ek,041,m,,"));
  const again = await uploadUnchanged(await skippedRows(run.id));
  expect(await told(ctx, again.id)).toEqual([
    "error 2 Record has incorrect number of fields",
    "error 3 Invalid e-mail address",
  ]);
});

test("A cell with a ' of ours means the same once its row is corrected", async () => {
  const rows = ["1,a@x.io,'=A,B,'+358 40,'-n,,", "2,bad,'=A,B,'+358 40,'-n,,"];
  const run = await runFile(ctx, syncId, fileOf(...rows));
  const corrected = (await skippedRows(run.id)).toString("utf8").replace('"bad"', '"b@x.io"');
  await runFile(ctx, syncId, corrected, { mode: "add_and_update" });
  expect(await people(ctx)).toEqual(["1|a@x.io|=A|B|+358 40", "2|b@x.io|=A|B|+358 40"]);
  const notes = (await stored()).map(({ fields }) => Object.values(fields).filter((value) => value !== null));
  expect(notes).toEqual([["-n"], ["-n"]]);
});

test("The issues and the plan of a run are no file of users", async () => {
  const run = await runFile(ctx, syncId, fileOf("1,a@x.io,Ann,Lee,040,n,x,Nope", "2,bad,Bo,Ek,041,m,,"));
  const plan = await saved(await exportPlan(ctx, { runId: run.id, kinds: [], search: "" }));
  for (const bytes of [await saved(await exportIssues(ctx, { runId: run.id })), plan]) {
    expect(await uploadUnchanged(bytes)).toMatchObject({
      state: "failed",
      failure: { code: "header_missing" },
    });
  }
});

test("The users of a list are as they were, whoever they belong to", async () => {
  const other = await mintSync(ctx, { guardSettings: NO_GUARDS });
  await runFile(ctx, other.id, fileOf("8,h@x.io,Ha,Ho,,other,8,"));
  await mintUser(ctx, { email: "manual@x.io", firstName: "Ma" });
  const odd = "'=6,f@x.io,'=A,B,'+358 40,'-n,0.50,\"'t Hooft\nLegal\"";
  await runFile(ctx, syncId, fileOf("1,a@x.io,Ann,Lee,040,n,1,+Sales", odd));
  const { id: listId } = await createList(ctx, {
    ...{ name: "All", description: "", kind: "dynamic" as const },
    rule: { match: "all", rules: [{ on: "role", op: "in", roles: ["participant"] }] },
  });
  const bytes = await saved(await exportListMembers(ctx, { id: listId }));
  expect(await linesOf(bytes)).toHaveLength(5);
  const run = await uploadUnchanged(bytes);
  expect(run.counts).toMatchObject({ created: 0, updated: 0, removed: 0, unchanged: 2, skipped: 2 });
});

test("The template's own people are told as examples, and are nobody", async () => {
  const { text } = await getCsvTemplate(ctx, { file: "users" });
  const run = await uploadUnchanged(Buffer.from(text));
  expect(await told(ctx, run.id)).toEqual([
    "error 2 Example of the template: anna.example@example.com",
    "error 3 Example of the template: ben.example@example.com",
  ]);
});
