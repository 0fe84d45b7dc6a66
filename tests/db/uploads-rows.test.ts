import { beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { startUpload } from "@/lib/runs/start-upload";
import { findManagersInspection, inspectUpload } from "@/lib/uploads/inspect";
import { receiveUpload } from "@/lib/uploads/receive";
import { saveUploadMapping } from "@/lib/uploads/save-mapping";
import { testDb } from "../support/db";
import { csv } from "../support/pipeline";
import { mintTenant, mintWorkspace } from "../support/tenant";

const { sql } = testDb();

let ctx: WorkspaceCtx;
beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
});

async function upload(text: string): Promise<string> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const parcel = { fileName: "people.csv", sizeBytes: Buffer.byteLength(text), bytes: bytes() };
  return (await receiveUpload(ctx, parcel)).uploadId;
}

const ann = "1,a@x.io,Ann,Ek,";
const GERMAN = {
  columns: {
    Personal: { kind: "id" },
    Post: { kind: "email" },
    Vorname: { kind: "first_name" },
    Name: { kind: "last_name" },
    Tel: { kind: "mobile" },
  },
  managers: { columns: { Wer: { kind: "id" }, Was: { kind: "teams", blank: "clear" } } },
} as const;

describe("the header row", () => {
  test("is found by the names that the mapping knows, in both files", async () => {
    await saveUploadMapping(ctx, { mapping: GERMAN });
    const uploadId = await upload(
      "Personalliste,,,,\nStand heute,,,,\nPersonal,Post,Vorname,Name,Tel\n1,a@x.io,Ann,Ek,\n",
    );
    expect(await inspectUpload(ctx, { uploadId })).toMatchObject({
      headerRow: 3,
      missing: [],
      headerAt: null,
    });
    const managers = await upload("Leitung,\nWer,Was\n1,Sales\n");
    expect(await findManagersInspection(ctx, { uploadId: managers })).toMatchObject({
      headerRow: 2,
      missing: [],
    });
  });

  test("that a person has chosen is read, and another one that fits is told", async () => {
    const uploadId = await upload(`Staff,,,,\nof today,,,,\n${csv(ann)}`);
    expect(await inspectUpload(ctx, { uploadId })).toMatchObject({ headerRow: 3, missing: [] });
    const first = await inspectUpload(ctx, { uploadId, rows: { headerRow: 2 } });
    expect(first).toMatchObject({ headerRow: 2, headerAt: { row: 3, line: 3 } });
    const used = await inspectUpload(ctx, { uploadId, rows: { headerRow: 3 } });
    expect(used).toMatchObject({
      headerRow: 3,
      headerAt: null,
      missing: [],
      sample: [["1", "a@x.io", "Ann", "Ek", ""]],
    });
  });
});

describe("rows that look like totals are proposed to be left out at the end", () => {
  test.each([
    ["without an ID and an address", [",,,Employees,2"], 1],
    ["Total", ["Total,,,,2"], 1],
    ["Summe", ["Summe:,,,,2", ",,,erstellt,"], 2],
    ["Yhteensä", ["Yhteensä 2,,,,"], 1],
    ["blank rows between", [",,,,", "TOTALS,,,,", ""], 1],
    ["nobody", [], 0],
    ["a person of that name", ["Total,t@x.io,To,Tal,"], 0],
    ["an ID that only begins like it", ["Totality-7,,Ann,Ek,"], 0],
  ])("%s", async (_what, end, footerRows) => {
    const uploadId = await upload(csv(ann, "2,b@x.io,Bo,Dal,", ...end));
    const found = await inspectUpload(ctx, { uploadId });
    expect(found).toMatchObject({ footerRows, problems: [] });
    expect(found.stats[0]?.values).toEqual(
      footerRows > 0 || end.length === 0 ? ["1", "2"] : expect.anything(),
    );
    // Kept, and read again once a person says otherwise.
    expect(await inspectUpload(ctx, { uploadId })).toMatchObject({ footerRows, stats: found.stats });
    const all = await inspectUpload(ctx, { uploadId, rows: { footerRows: 0 } });
    expect(all.footerRows).toBe(0);
    if (footerRows > 0 && end[0]?.startsWith("T")) expect(all.stats[0]?.values).toContain("Total");
  });

  test("in the managers file as well, and both files are read as the person was shown", async () => {
    await saveUploadMapping(ctx, { mapping: GERMAN });
    const uploadId = await upload("Personal,Post,Vorname,Name,Tel\n1,a@x.io,Ann,Ek,\n");
    const second = await upload("Leitung,\nWer,Was\n1,Sales\nGesamt,1\n");
    const managers = await findManagersInspection(ctx, { uploadId: second });
    expect(managers).toMatchObject({ headerRow: 2, footerRows: 1 });
    const reading = { encoding: "utf-8", delimiter: "," } as const;
    await startUpload(ctx, {
      ...{ uploadId, mode: "complete", ...reading, headerRow: 1, footerRows: 0 },
      managers: { uploadId: second, ...reading, headerRow: 2, footerRows: 1 },
    });
    const rows =
      await sql`select read_settings from uploads where id = any(${[uploadId, second]}) order by id = ${second}`;
    expect(rows.map(({ read_settings }) => read_settings)).toEqual([
      { ...reading, headerRow: 1, footerRows: 0 },
      { ...reading, headerRow: 2, footerRows: 1 },
    ]);
  });
});
