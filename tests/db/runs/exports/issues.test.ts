import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { exportIssues } from "@/lib/runs/exports/issues";
import { planRun } from "@/lib/runs/plan-run";
import { groupIssues, listIssues } from "@/lib/runs/read";
import { linesOf, recordsOf, saved } from "../../../support/csv";
import { testDb } from "../../../support/db";
import { NO_GUARDS, queueFile, runFile, testDeps } from "../../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../../support/tenant";

const HEADER = "ID,Email,First name,Last name,Mobile,Department";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { name: "Henkilöstö / HR", guardSettings: NO_GUARDS })).id;
  await mintField(ctx, { label: "Department", type: "multiple_choice", options: ["Sales", "Finance"] });
});

const fileOf = (rows: readonly string[]) => `${[HEADER, ...rows].join("\n")}\n`;
const query = (runId: string) => ({ runId, severity: null, code: null, search: "", page: 1, pageSize: 50 });

describe("issues of a run", () => {
  test("are counted by kind and value however many there are, and listed up to 10,000", async () => {
    const people = Array.from(
      { length: 11_000 },
      (_, n) => `${n},u${n}@x.io,A,B,,${n % 2 ? "Slaes" : "Finanse"}`,
    );
    const strangers = Array.from({ length: 1_500 }, (_, n) => `s${n},no address ${n},A,B,,Sales`);
    const run = await runFile(ctx, syncId, fileOf([...people, ...strangers]));
    expect(run).toMatchObject({
      state: "succeeded_with_issues",
      counts: { errors: 1_500, warnings: 11_000 },
    });

    const [errors, warnings] = await groupIssues(ctx, { runId: run.id });
    expect(errors).toMatchObject({
      code: "email_invalid",
      count: 1_500,
      more: { values: 950, orMore: true },
    });
    expect(warnings).toEqual({
      ...{ severity: "warning", code: "option_unknown", count: 11_000 },
      values: [
        { column: "Department", value: "Finanse", count: 5_500 },
        { column: "Department", value: "Slaes", count: 5_500 },
      ],
      more: { values: 0, orMore: false },
    });
    expect((await listIssues(ctx, query(run.id))).total).toBe(10_000);

    const lines = await recordsOf(await saved(await exportIssues(ctx, { runId: run.id })));
    expect(lines).toHaveLength(10_002);
    const [...more] = lines
      .slice(-2)
      .map(({ row, severity, code, message }) => [row, severity, code, message]);
    expect(more).toEqual([
      ["", "error", "email_invalid", expect.stringContaining("1,500 more issues")],
      ["", "warning", "option_unknown", expect.stringContaining("1,000 more issues")],
    ]);
  });

  test("of one value are found, and no others", async () => {
    const rows = ["1,a@x.io,A,B,,Slaes", "2,b@x.io,Slaes,B,,Slaes now", '3,c@x.io,A,B,,"Slaes\nSales"'];
    const { id } = await runFile(ctx, syncId, fileOf(rows));
    const found = await listIssues(ctx, { ...query(id), column: "Department", value: "Slaes" });
    expect(found.issues.map(({ row, line }) => [row, line])).toEqual([
      [2, 2],
      [4, 4],
    ]);
    expect((await listIssues(ctx, { ...query(id), column: "Team", value: "Slaes" })).total).toBe(0);
  });

  test("are told once when a plan is made again", async () => {
    const ref = await queueFile(ctx, syncId, fileOf(["1,a@x.io,A,B,,Slaes", "2,nobody,A,B,,"]));
    await planRun(ref, testDeps());
    await testDb().sql`update runs set phase = 'reading' where id = ${ref.runId}`;
    await planRun(ref, testDeps());
    const groups = await groupIssues(ctx, { runId: ref.runId });
    expect(groups.map(({ code, count }) => [code, count])).toEqual([
      ["email_invalid", 1],
      ["option_unknown", 1],
    ]);
    const kept = await testDb().sql`select "row", reason from skipped_rows where run_id = ${ref.runId}`;
    expect(kept).toEqual([{ row: 3, reason: "Invalid e-mail address" }]);
  });

  test("of a file that stops the run are the one thing that stopped it", async () => {
    const bad = Array.from({ length: 6_000 }, (_, n) => `${n},no address ${n},A,B,,`);
    const run = await runFile(ctx, syncId, `${fileOf([...bad, "1,a@x.io,A,B,,"])}2,"b@x`);
    expect(run.state).toBe("failed");
    const groups = await groupIssues(ctx, { runId: run.id });
    expect(groups.map(({ severity, code, count }) => [severity, code, count])).toEqual([
      ["blocking", "file_unclosed_quote", 1],
    ]);
    const lines = await recordsOf(await saved(await exportIssues(ctx, { runId: run.id })));
    expect(lines).toEqual([expect.objectContaining({ severity: "blocking", effect: "nothing was changed" })]);
  });
});

describe("the file of issues", () => {
  test("says where each stands, what it is and what came of it", async () => {
    const rows = ['1,a@x.io,"Ann\nLee",B,,Slaes', "", "=2,nobody,A,B,,Slaes", ",c@x.io,A,B,,"];
    const run = await runFile(
      ctx,
      syncId,
      `${HEADER},Shoe size\n${rows.map((row) => `${row}${row && ",39"}`).join("\n")}\n`,
    );
    const bytes = await saved(await exportIssues(ctx, { runId: run.id }));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [header, ...lines] = await linesOf(bytes);
    expect(header?.join()).toBe("run,file,row,line,id,email,severity,code,field,value,message,effect");
    const own = lines.map(([, , ...rest]) => rest.join("|"));
    expect(own).toEqual([
      "||||warning|column_unknown|Shoe size||Field 7 (Shoe size) is unknown|column left out; users still created or updated",
      "2|2|1|a@x.io|warning|option_unknown|Department|Slaes|Unknown profile field value: Slaes|user still created or updated; this value left out",
      "4|5|'=2|nobody|error|email_invalid|Email|nobody|Invalid e-mail address|row skipped; its user stays as it is",
      "5|6||c@x.io|error|required_missing|ID||Records must have: ID, Email|row skipped; its ID can't be read, so removals need approval",
    ]);
    expect(lines.every(([id, file]) => id === run.id && file === "people.csv")).toBe(true);
  });

  test("says that a warning came to nothing where its row was skipped for something else", async () => {
    const run = await runFile(ctx, syncId, fileOf(["1,a@x.io,A,B,,Slaes", "1,b@x.io,A,B,,Sales"]));
    const lines = await recordsOf(await saved(await exportIssues(ctx, { runId: run.id })));
    expect(lines.map(({ row, severity, effect }) => [row, severity, effect])).toEqual([
      ["2", "warning", "row skipped; its user stays as it is"],
      ["2", "error", "row skipped; its user stays as it is"],
      ["3", "error", "row skipped; its user stays as it is"],
    ]);
  });

  test("is in the order of the file over several pages, whatever became known last", async () => {
    const people = Array.from({ length: 1_200 }, (_, n) => `${n},u${n}@x.io,A,B,,Slaes`);
    const run = await runFile(ctx, syncId, fileOf(["x,same@x.io,A,B,,", ...people, "y,same@x.io,A,B,,"]));
    const lines = await recordsOf(await saved(await exportIssues(ctx, { runId: run.id })));
    expect(lines.map(({ row }) => Number(row))).toEqual(Array.from({ length: 1_202 }, (_, n) => n + 2));
  });

  test("is named after the sync in plain letters", async () => {
    const run = await runFile(ctx, syncId, fileOf(["1,a@x.io,A,B,,Slaes"]));
    const { fileName } = await exportIssues(ctx, { runId: run.id });
    expect(fileName).toMatch(/^rollcall-henkilosto-hr-\d{4}-\d\d-\d\d-issues\.csv$/);
  });
});
