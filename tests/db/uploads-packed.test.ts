import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { createMessage, encrypt, generateKey } from "openpgp";
import { describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { approveRun } from "@/lib/runs/decide-run";
import { startUpload } from "@/lib/runs/start-upload";
import { uploadKey } from "@/lib/spool/keys";
import { findManagersInspection, inspectUpload } from "@/lib/uploads/inspect";
import { receiveUpload } from "@/lib/uploads/receive";
import { testDb } from "../support/db";
import { HEADER, people, work } from "../support/pipeline";
import { everythingSpooled, readSpooled } from "../support/spool";
import { mintTenant, mintWorkspace } from "../support/tenant";
import { inline, xlsxOf } from "../support/xlsx";
import { zipOf } from "../support/zip";

const { sql } = testDb();
const TEXT = `${HEADER}\n1,a@x.com,A,One,\n2,b@x.com,B,Two,\n`;

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function upload(ws: WorkspaceCtx, bytes: Uint8Array, fileName: string) {
  return receiveUpload(ws, { fileName, sizeBytes: bytes.length, bytes: bytesOf(bytes) });
}

const sheet = (name: string, text: string, state?: string) => ({
  name,
  ...(state ? { state } : {}),
  rows: text
    .trim()
    .split("\n")
    .map((row) => `<row>${row.split(",").map(inline).join("")}</row>`)
    .join(""),
});

const book = (...sheets: ReturnType<typeof sheet>[]) => xlsxOf({ sheets });
const ZIPPED = zipOf([
  { name: "staff/people.csv", bytes: TEXT },
  { name: "staff/readme.pdf", bytes: "%PDF" },
]);

describe.each([
  ["people.csv.gz", gzipSync(TEXT), ["people.csv.gz", "people.csv"]],
  ["export.zip", ZIPPED, ["export.zip", "people.csv"]],
  [
    "people.xlsx",
    book(sheet("Hidden", "x", "hidden"), sheet("Staff", TEXT), sheet("Notes", "y")),
    ["people.xlsx", "sheet “Staff”"],
  ],
  [
    "all.zip",
    zipOf([{ name: "people.xlsx", bytes: book(sheet("Staff", TEXT)) }]),
    ["all.zip", "people.xlsx", "sheet “Staff”"],
  ],
])("%s", (fileName, bytes, layers) => {
  test("is unpacked where it comes in, shown, and read by a run", async () => {
    const ws = await workspace();
    const before = await everythingSpooled();
    const { uploadId, sizeBytes } = await upload(ws, bytes, fileName);
    expect(sizeBytes).toBe(bytes.length);
    const now = await everythingSpooled();
    // A bucket has a copy of it here, too, which is its own to delete.
    const added = now.filter((name) => !before.includes(name) && !name.startsWith("copy-"));
    expect(added).toEqual([uploadKey(uploadId)]);
    const csv = await readSpooled(uploadKey(uploadId));
    // A row of a sheet ends at its last cell.
    expect(csv.replaceAll("\r\n", "\n").replaceAll(/,$/gm, "")).toBe(TEXT.replaceAll(/,$/gm, ""));

    const found = await inspectUpload(ws, { uploadId });
    expect(found).toMatchObject({ missing: [], problems: [], delimiter: ",", encoding: "utf-8" });
    expect(found.sample.map((row) => row[1])).toEqual(["a@x.com", "b@x.com"]);
    expect(found.upload).toMatchObject({ fileName, sizeBytes: bytes.length, packed: { layers } });

    const { runId } = await startUpload(ws, {
      uploadId,
      mode: "complete",
      encoding: "utf-8",
      delimiter: ",",
    });
    const [row] = await sql`select sync_id from runs where id = ${runId}`;
    const ref = { orgId: ws.orgId, workspaceId: ws.workspaceId, syncId: row?.sync_id, runId };
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(await work(ws, ref)).toMatchObject({
      state: "held",
      counts: { created: 2 },
      source: {
        ...{ path: fileName, sizeBytes: bytes.length, sha256, layers },
        contentSha256: createHash("sha256").update(csv).digest("hex"),
        contentSizeBytes: csv.length,
      },
    });
    await approveRun(ws, { runId, what: "all" });
    await work(ws, ref);
    expect(await people(ws)).toEqual(["1|a@x.com|A|One|", "2|b@x.com|B|Two|"]);
  });
});

test("what was not read is named: other sheets, and other files of a zip", async () => {
  const ws = await workspace();
  const sheets = book(sheet("Staff", TEXT), sheet("Leavers", "z"), sheet("Secret", "x", "hidden"));
  const ofBook = await upload(ws, sheets, "people.xlsx");
  expect((await inspectUpload(ws, ofBook)).upload.packed).toMatchObject({
    sheet: "Staff",
    others: ["Leavers"],
  });
  const ofZip = await upload(ws, ZIPPED, "export.zip");
  expect((await inspectUpload(ws, ofZip)).upload.packed).toMatchObject({ others: ["staff/readme.pdf"] });
});

test("rows of a sheet that end early are as wide as its header", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, book(sheet("S", `${HEADER}\n1,a@x.com,A,One`)), "a.xlsx");
  const found = await inspectUpload(ws, { uploadId });
  expect(found).toMatchObject({ problems: [], sample: [["1", "a@x.com", "A", "One", ""]] });
});

test("one column of a workbook is no other separator", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, book(sheet("S", "Only;one\na;b")), "a.xlsx");
  expect(await inspectUpload(ws, { uploadId })).toMatchObject({ delimiter: ",", header: ["Only;one"] });
});

test("a managers file may be packed as well", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, gzipSync("UID;Team(s)\n1;Sales\n"), "managers.csv.gz");
  expect(await findManagersInspection(ws, { uploadId })).toMatchObject({
    header: ["UID", "Team(s)"],
    upload: { fileName: "managers.csv.gz" },
  });
});

async function encrypted(): Promise<Buffer> {
  const { publicKey } = await generateKey({ userIDs: { name: "Anyone" }, format: "object" });
  const message = await createMessage({ text: TEXT });
  return Buffer.from(await encrypt({ message, encryptionKeys: publicKey, format: "binary" }));
}

const two = zipOf([
  { name: "a.csv", bytes: TEXT },
  { name: "b.csv", bytes: TEXT },
]);

test.each([
  ["a zip file with two lists", "two.zip", two, /has 2 files: “a\.csv”, “b\.csv”\./, /Upload the CSV file/],
  ["half a zip file", "a.zip", ZIPPED.subarray(0, 80), /ends in the middle/, /upload it/],
  ["half a gzip file", "a.gz", gzipSync(TEXT).subarray(0, 40), /ends in the middle/, /upload it/],
  [
    "a zip file in a zip file",
    "a.zip",
    zipOf([{ name: "b.zip", bytes: ZIPPED }]),
    /inside a zip/,
    /packed once/,
  ],
  ["a bomb", "a.csv.gz", gzipSync(Buffer.alloc(20_000_000, "x")), /more than 100 times/, /without packing/],
  ["a RAR archive", "a.rar", Buffer.from("Rar!\x1a\x07\x00 and more"), /RAR archive/, /zip or gzip/],
  [
    "an OpenDocument file",
    "a.ods",
    zipOf([
      { name: "mimetype", bytes: "x" },
      { name: "content.xml", bytes: "<a/>" },
    ]),
    /OpenDocument/,
    /\.xlsx/,
  ],
  ["a file that is encrypted", "a.csv.pgp", await encrypted(), /PGP/, /Decrypt the file/],
])("%s is told in words, and nothing is kept", async (_what, fileName, bytes, message, remedy) => {
  const ws = await workspace();
  const before = await everythingSpooled();
  await expect(upload(ws, bytes, fileName)).rejects.toMatchObject({
    code: "file_blocked",
    message: expect.stringMatching(message),
    remedy: expect.stringMatching(remedy),
  });
  expect(await everythingSpooled()).toEqual(before);
  expect(await sql`select id from uploads where workspace_id = ${ws.workspaceId}`).toHaveLength(0);
});

test("an old workbook is told in words where its contents are shown", async () => {
  const ws = await workspace();
  const old = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]);
  const { uploadId } = await upload(ws, old, "a.xls");
  const { problems } = await inspectUpload(ws, { uploadId });
  expect(problems[0]?.message).toContain("old Excel workbook");
});
