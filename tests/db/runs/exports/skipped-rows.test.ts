import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { exportSkippedRows } from "@/lib/runs/exports/skipped-rows";
import { linesOf, saved } from "../../../support/csv";
import { NO_GUARDS, people, runFile, told } from "../../../support/pipeline";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../../../support/tenant";

const HEADER = "Email,ID,First name,Last name,Mobile,% of full time,Notes";

let ctx: WorkspaceCtx;
let syncId: string;

beforeEach(async () => {
  ctx = await mintWorkspace((await mintTenant()).ctx);
  const mapping = { columns: { Notes: { kind: "ignore" as const } } };
  syncId = (await mintSync(ctx, { guardSettings: { ...NO_GUARDS, headerDrift: true }, mapping })).id;
  await mintField(ctx, { label: "% of full time", type: "number" });
});

const fileOf = (rows: readonly string[]) => `${[HEADER, ...rows].join("\r\n")}\r\n`;

async function download(runId: string): Promise<string> {
  return (await saved(await exportSkippedRows(ctx, { runId }))).toString("utf8");
}

/** One of everything that skips a row, between rows that are fine. */
const MIXED = [
  "good@x.io,1,Good,One,,,",
  'bad(at)x.io,2,=Ann,"O""Neil, jr",+358 40 1,-1,"two\nlines"',
  "twice@x.io,3,A,A,,,",
  "",
  "taken@x.io,4,T,T,,,",
  "twice@x.io,5,B,B,,,",
  "short@x.io,6,S",
  "long@x.io,7,L,L,,,,one,too",
  "good2@x.io,8,Good,Two,,,",
];

test("The skipped rows come in the order of the file, cell by cell, with the reason last", async () => {
  await mintUser(ctx, { email: "taken@x.io" });
  const run = await runFile(ctx, syncId, fileOf(MIXED));
  expect(run.counts).toMatchObject({ created: 2, skipped: 6 });
  expect(await linesOf(Buffer.from(await download(run.id)))).toEqual([
    [...HEADER.split(","), "Rollcall: reason"],
    ["bad(at)x.io", "2", "'=Ann", 'O"Neil, jr', "'+358 40 1", "'-1", "two\nlines", "Invalid e-mail address"],
    ["twice@x.io", "3", "A", "A", "", "", "", "Duplicate e-mail address: twice@x.io (rows 4, 7)"],
    ["taken@x.io", "4", "T", "T", "", "", "", "E-mail address belongs to a user added by hand"],
    ["twice@x.io", "5", "B", "B", "", "", "", "Duplicate e-mail address: twice@x.io (rows 4, 7)"],
    ["short@x.io", "6", "S"],
    ["long@x.io", "7", "L", "L", "", "", "", "Record has incorrect number of fields", "one", "too"],
  ]);
});

test("Mended and uploaded to add and update, the rows become users, and the reasons are no column", async () => {
  const run = await runFile(
    ctx,
    syncId,
    fileOf(["good@x.io,1,Good,One,,,", ...MIXED.slice(1, 3), "twice@x.io,5,B,B,,,"]),
  );
  const mended = (await download(run.id))
    .replace("bad(at)x.io", "ann@x.io")
    .replace("twice@x.io", "once@x.io");
  const second = await runFile(ctx, syncId, mended, { mode: "add_and_update" });
  expect(second).toMatchObject({
    state: "succeeded",
    counts: { created: 3, removed: 0, warnings: 0, errors: 0 },
  });
  expect(await people(ctx)).toEqual([
    "1|good@x.io|Good|One|",
    '2|ann@x.io|=Ann|O"Neil, jr|+358 40 1',
    "3|once@x.io|A|A|",
    "5|twice@x.io|B|B|",
  ]);
});

test("A file without the reasons is no file that lacks a column", async () => {
  const run = await runFile(ctx, syncId, fileOf(["good@x.io,1,Good,One,,,", "bad(at)x.io,2,A,A,,,"]));
  const mended = (await download(run.id)).replace("bad(at)x.io", "ann@x.io");
  expect((await runFile(ctx, syncId, mended)).state).toBe("succeeded");
  const next = await runFile(ctx, syncId, fileOf(["good@x.io,1,Good,One,,,"]));
  expect(next).toMatchObject({ state: "succeeded", guards: [] });
});

test("Uploaded as they are, what was wrong is still wrong", async () => {
  const run = await runFile(ctx, syncId, fileOf(["bad(at)x.io,2,A,A,,,", "long@x.io,7,L,L,,,,one,too"]));
  const again = await runFile(ctx, syncId, await download(run.id), { mode: "add_and_update" });
  expect(await told(ctx, again.id)).toEqual([
    "error 2 Invalid e-mail address",
    "error 3 Record has incorrect number of fields",
  ]);
  const [header, first, second] = await linesOf(Buffer.from(await download(again.id)));
  expect(header).toEqual([...HEADER.split(","), "Rollcall: reason"]);
  expect(first?.slice(-2)).toEqual(["", "Invalid e-mail address"]);
  expect(second?.slice(6)).toEqual(["", "Record has incorrect number of fields", "one", "too"]);
});

test("A header that a spreadsheet would run fills its field again", async () => {
  const run = await runFile(ctx, syncId, fileOf(["bad(at)x.io,2,A,A,,50,"]));
  const csv = await download(run.id);
  expect(csv).toContain(`"'% of full time"`);
  const again = await runFile(ctx, syncId, csv.replace("bad(at)x.io", "ann@x.io"));
  expect(again).toMatchObject({ state: "succeeded", counts: { created: 1, warnings: 0 } });
});

test("Of very many skipped rows the first 10,000 of the file are kept", async () => {
  const late = Array.from({ length: 10_500 }, (_, n) => `bad,${n},A,A,,,`);
  const run = await runFile(ctx, syncId, fileOf(["same@x.io,x,A,A,,,", ...late, "same@x.io,y,B,B,,,"]));
  expect(run.counts).toMatchObject({ skipped: 10_502 });
  const lines = await linesOf(Buffer.from(await download(run.id)));
  expect(lines).toHaveLength(10_001);
  expect(lines[1]?.at(-1)).toBe("Duplicate e-mail address: same@x.io (rows 2, 10503)");
  expect(lines.at(-1)?.[1]).toBe("9998");
});

test("Rows that stand far apart in a long file are all found", async () => {
  const rows = Array.from({ length: 10 }, (_, n) => `bad,${n},A,A,,,${"x".repeat(100_000)}`);
  const run = await runFile(ctx, syncId, fileOf(rows));
  const lines = await linesOf(Buffer.from(await download(run.id)));
  expect(lines.slice(1).map((cells) => cells[1])).toEqual([..."0123456789"]);
});

test("A file in another encoding is kept as it reads", async () => {
  const readSettings = { encoding: "windows-1252", delimiter: ";" } as const;
  const other = await mintSync(ctx, { guardSettings: NO_GUARDS, readSettings });
  const text = "ID;Email;First name;Last name;Mobile\n1;nobody;Ägir;Ö,n;\n";
  const run = await runFile(ctx, other.id, Buffer.from(text, "latin1"));
  const csv = await download(run.id);
  expect(csv).toContain(`"1","nobody","Ägir","Ö,n","","Invalid e-mail address"`);
});
