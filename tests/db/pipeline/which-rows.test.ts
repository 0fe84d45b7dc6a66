import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { users } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { ProfileField } from "@/lib/model/field";
import type { Mapping } from "@/lib/model/mapping";
import { updateSyncMapping } from "@/lib/syncs/update";
import { NO_GUARDS, people, runFile, told } from "../../support/pipeline";
import { mintField, mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
});

const map = (mapping: Omit<Mapping, "columns">) =>
  updateSyncMapping(ctx, { syncId, mapping: { columns: {}, ...mapping } });
const file = (header: string, ...rows: string[]) => `${[header, ...rows].join("\n")}\n`;

describe("only rows where a column has one of some values", () => {
  const HEADER = "ID,Email,First name,Last name,Mobile,Status";
  const ANN = "1,ann@x.io,Ann,Ek,,Active";
  const active = { header: "Status", keep: "listed", values: ["active", "On leave"] } as const;

  test("the people of the other rows count as absent; they are counted and listed", async () => {
    await runFile(
      ctx,
      syncId,
      file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,Active", "3,cat@x.io,Cat,Fox,,on LEAVE "),
    );
    await map({ onlyRows: active });
    const rows = [
      ANN,
      "2,bob@x.io,Bob,Dal,,Left",
      "3,cat@x.io,Cat,Fox,,on LEAVE ",
      "4,,Dan,Orr,,Left",
      ",e@x.io,E,E,,",
    ];
    const run = await runFile(ctx, syncId, file(HEADER, ...rows));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Ek|", "3|cat@x.io|Cat|Fox|"]);
    expect(run).toMatchObject({
      state: "succeeded",
      counts: { read: 2, removed: 1, errors: 0, warnings: 0 },
    });
    expect(run.notes).toEqual(["Left out 3 rows because of Status: Left (2), blank (1)."]);
    expect(run.file?.leftOut).toEqual({
      header: "Status",
      count: 3,
      values: [
        { value: "Left", count: 2 },
        { value: "", count: 1 },
      ],
      rows: [
        { row: 3, id: "2", email: "bob@x.io", value: "Left" },
        { row: 5, id: "4", email: "", value: "Left" },
        { row: 6, id: "", email: "e@x.io", value: "" },
      ],
    });
  });

  test("a row with an error of a spreadsheet there is an error, and its user stays", async () => {
    await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,Active"));
    await map({ onlyRows: active });
    const run = await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,#N/A"));
    expect(await told(ctx, run.id)).toEqual(["error 3 Invalid value for field Status: #N/A"]);
    expect(await people(ctx)).toHaveLength(2);
    expect(run.file?.leftOut).toBeUndefined();
    await map({ onlyRows: { header: "Status", keep: "others", values: ["#N/A"] } });
    await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,#N/A"));
    expect(await people(ctx)).toHaveLength(1);
  });

  test("or only rows that have none of them", async () => {
    await map({ onlyRows: { header: "status", keep: "others", values: ["Left"] } });
    await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,LEFT", "3,cat@x.io,Cat,Fox,,"));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Ek|", "3|cat@x.io|Cat|Fox|"]);
  });

  test("another row of the same person may count", async () => {
    await map({ onlyRows: active });
    const run = await runFile(ctx, syncId, file(HEADER, "1,old@x.io,Ann,Ek,,Left", ANN));
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Ek|"]);
    expect(await told(ctx, run.id)).toEqual([]);
  });

  test("a row with the wrong number of cells is an error, and its user stays", async () => {
    await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,Active"));
    await map({ onlyRows: active });
    const run = await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Left"));
    expect(await told(ctx, run.id)).toEqual(["error 3 Record has incorrect number of fields"]);
    expect(await people(ctx)).toHaveLength(2);
  });

  test("a file without the column changes nothing", async () => {
    await runFile(ctx, syncId, file(HEADER, ANN));
    await map({ onlyRows: active });
    const run = await runFile(ctx, syncId, file("ID,Email,First name,Last name,Mobile", "2,b@x.io,B,B,"));
    expect(run).toMatchObject({
      state: "failed",
      failure: {
        code: "header_missing",
        message:
          "The column Status, which selects the rows to import, is missing. Found: ID, Email, First name, Last name, Mobile.",
      },
    });
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Ek|"]);
  });

  test("another choice makes the same bytes a new plan", async () => {
    const bytes = file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,Left");
    const all = await runFile(ctx, syncId, file(HEADER, ANN, "2,bob@x.io,Bob,Dal,,Left"));
    expect(all.counts).toMatchObject({ created: 2 });
    expect(await map({ onlyRows: active })).toMatchObject({ version: 2, changed: true });
    expect((await runFile(ctx, syncId, bytes)).counts).toMatchObject({ removed: 1 });
    await map({});
    expect((await runFile(ctx, syncId, bytes)).counts).toMatchObject({ restored: 1 });
  });
});

describe("several rows for one person", () => {
  const HEADER = "ID,Email,First name,Last name,Mobile,Department,Office";
  const TWICE = file(
    HEADER,
    "1,ann@x.io,Ann,Ek,,Sales,Oslo",
    "2,bob@x.io,Bob,Dal,,Sales,Oslo",
    '1,ann@x.io,Ann,Ek,+358 1,"Finance\nSales",Bergen',
  );
  let department: ProfileField;
  let office: ProfileField;

  beforeEach(async () => {
    department = await mintField(ctx, {
      label: "Department",
      type: "multiple_choice",
      options: ["Sales", "Finance"],
    });
    office = await mintField(ctx, { label: "Office", type: "text" });
  });

  const fieldsOf = async (email: string) => {
    const rows = await ctx.db.run((tx) => tx.select().from(users).where(eq(users.email, email)));
    const { fields = {} } = rows[0] ?? {};
    const ids = fields[department.id];
    const labels = Array.isArray(ids)
      ? ids.map((id) => department.options.find((option) => option.id === id)?.label)
      : ids;
    return [labels, fields[office.id]];
  };

  test("without the choice they are errors", async () => {
    const run = await runFile(ctx, syncId, TWICE);
    expect(await told(ctx, run.id)).toEqual([
      "error 2 Duplicate ID: 1 (rows 2, 4)",
      "error 4 Duplicate ID: 1 (rows 2, 4)",
    ]);
  });

  test("merged, values are joined and the first of the others counts, which is told", async () => {
    await map({ repeats: "merge" });
    const run = await runFile(ctx, syncId, TWICE);
    expect(await people(ctx)).toEqual(["1|ann@x.io|Ann|Ek|+358 1", "2|bob@x.io|Bob|Dal|"]);
    expect(await fieldsOf("ann@x.io")).toEqual([["Sales", "Finance"], "Oslo"]);
    expect(await told(ctx, run.id)).toEqual([
      "warning 2 The rows 2, 4 of ID 1 differ in Office: the first value is used",
    ]);
    expect(run.notes).toEqual(["1 person has several rows, which were merged: 1 (rows 2, 4)."]);
    expect(run.counts).toMatchObject({ read: 3, created: 2, skipped: 0, errors: 0 });
    const again = await runFile(ctx, syncId, `${TWICE}3,cat@x.io,Cat,Fox,,,\n`);
    expect(again.counts).toMatchObject({ created: 1, updated: 0, unchanged: 2 });
  });

  test("while one of the rows has an error nothing that it says is lost: the user stays as it is", async () => {
    await map({ repeats: "merge" });
    await runFile(ctx, syncId, TWICE);
    const broken = TWICE.replace("1,ann@x.io,Ann,Ek,+358 1", "1,ann(at)x.io,Ann,Ek,+358 1");
    const run = await runFile(ctx, syncId, broken);
    expect(await told(ctx, run.id)).toEqual([
      "error 2 Row 4 of the same ID has an error, so this row is skipped too",
      "error 4 Invalid e-mail address",
    ]);
    expect(await fieldsOf("ann@x.io")).toEqual([["Sales", "Finance"], "Oslo"]);
  });

  test("identical rows are one row, as ever", async () => {
    await map({ repeats: "merge" });
    const row = "1,ann@x.io,Ann,Ek,,Sales,Oslo";
    const run = await runFile(ctx, syncId, file(HEADER, row, row));
    expect(await told(ctx, run.id)).toEqual(["warning 3 Row is the same as row 2"]);
    expect(run.notes).toEqual([]);
  });
});

describe("merged rows that have different addresses", () => {
  const ALL = ["1,ann@x.io,Ann,Ek,", "2,bob@x.io,Bob,Dal,"];
  const HEAD = "ID,Email,First name,Last name,Mobile";
  beforeEach(async () => {
    await map({ repeats: "merge" });
    await runFile(ctx, syncId, file(HEAD, ...ALL));
  });

  test.each([
    ["after theirs", ["1,ann@x.io,Ann,Ek,", "1,bob@x.io,Bob,Dal,"]],
    ["before theirs", ["1,bob@x.io,Bob,Dal,", "1,ann@x.io,Ann,Ek,"]],
    ["beside one of nobody", ["1,ann@x.io,Ann,Ek,", "0,new@x.io,New,One,", "0,bob@x.io,Bob,Dal,"]],
  ])("a row with the ID of somebody else, %s, removes and renames nobody", async (_, rows) => {
    await runFile(ctx, syncId, file(HEAD, ...rows));
    expect(await people(ctx)).toEqual(expect.arrayContaining(["1|ann@x.io|Ann|Ek|", "2|bob@x.io|Bob|Dal|"]));
  });

  test("somebody with two addresses keeps the first, and may get another one", async () => {
    const run = await runFile(ctx, syncId, file(HEAD, "1,a.ek@x.io,Ann,Ek,", ...ALL));
    expect(run.counts).toMatchObject({ updated: 1, removed: 0, errors: 0 });
    expect(await people(ctx)).toEqual(["1|a.ek@x.io|Ann|Ek|", "2|bob@x.io|Bob|Dal|"]);
  });
});
