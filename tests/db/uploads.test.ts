import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { READ_DEFAULTS } from "@/lib/model/file";
import { approveRun } from "@/lib/runs/decide-run";
import { startUpload } from "@/lib/runs/start-upload";
import { uploadKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { inspectUpload } from "@/lib/uploads/inspect";
import { mapUploadColumn } from "@/lib/uploads/map-column";
import { chunksOf, receiveUpload } from "@/lib/uploads/receive";
import { removeStaleUploads, removeUsedUpload } from "@/lib/uploads/remove";
import { testDb } from "../support/db";
import { NO_GUARDS, people, runFile, work } from "../support/pipeline";
import { ageSpooled, everythingSpooled, putForeign, readSpooled } from "../support/spool";
import { mintField, mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";

const { sql } = testDb();
const MB = 1024 * 1024;
const HEADER = "ID,Email,First name,Last name,Mobile";

async function workspace() {
  const { ctx } = await mintTenant();
  return mintWorkspace(ctx);
}

async function* bytesOf(text: string | Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function upload(ws: WorkspaceCtx, text: string | Buffer, fileName = "people.csv") {
  return receiveUpload(ws, { fileName, sizeBytes: Buffer.byteLength(text), bytes: bytesOf(text) });
}

const rowsOf = (ws: WorkspaceCtx) => sql`select * from uploads where workspace_id = ${ws.workspaceId}`;

test("an upload is stored whole, under a name of ours", async () => {
  const ws = await workspace();
  const text = `${HEADER}\n1,a@x.com,A,One,\n`;
  const received = await upload(ws, text, "../../etc/pass\u202ewd.csv");
  expect(await readSpooled(uploadKey(received.uploadId))).toBe(text);
  const sha256 = createHash("sha256").update(text).digest("hex");
  expect(received).toMatchObject({ fileName: "passwd.csv", sizeBytes: text.length, sha256 });
  expect(await rowsOf(ws)).toHaveLength(1);
});

test.each([11, 210])("%i MB stream through in bounded memory", async (megabytes) => {
  const ws = await workspace();
  const block = Buffer.alloc(MB, "x");
  let highest = 0;
  async function* stream() {
    for (let sent = 0; sent < megabytes; sent++) {
      yield block;
      highest = Math.max(highest, process.memoryUsage().arrayBuffers);
    }
  }
  const before = process.memoryUsage().arrayBuffers;
  const sizeBytes = megabytes * MB;
  const received = await receiveUpload(ws, { fileName: "big.csv", sizeBytes, bytes: stream() });
  expect(received.sizeBytes).toBe(sizeBytes);
  expect((await spool().stat(uploadKey(received.uploadId)))?.sizeBytes).toBe(sizeBytes);
  // A bucket takes parts of 5 MB, and its server is in this process, too.
  expect(highest - before).toBeLessThan((process.env.SPOOL_S3_BUCKET ? 96 : 32) * MB);
});

test.each([
  ["does not say its size", null, "invalid_input"],
  ["says a size that is none", Number.NaN, "invalid_input"],
  ["is empty", 0, "invalid_input"],
  ["is over the limit", READ_DEFAULTS.sizeBytesMax + 1, "too_large"],
] as const)("an upload that %s is refused before a byte is read", async (_what, sizeBytes, code) => {
  const ws = await workspace();
  let asked = false;
  async function* stream() {
    asked = true;
    yield Buffer.from("x");
  }
  await expect(receiveUpload(ws, { fileName: "a.csv", sizeBytes, bytes: stream() })).rejects.toMatchObject({
    code,
  });
  expect(asked).toBe(false);
});

test.each([
  ["fewer", 7],
  ["more", 3],
])("%s bytes than announced leave neither a file nor a row", async (_what, sizeBytes) => {
  const ws = await workspace();
  const before = await everythingSpooled();
  const wrong = receiveUpload(ws, { fileName: "a.csv", sizeBytes, bytes: bytesOf("12345") });
  await expect(wrong).rejects.toMatchObject({
    code: "invalid_input",
    message: expect.stringContaining("incomplete"),
  });
  expect(await everythingSpooled()).toEqual(before);
  expect(await rowsOf(ws)).toHaveLength(0);
});

test("an upload that breaks off leaves neither a file nor a row", async () => {
  const ws = await workspace();
  const before = await everythingSpooled();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from("12345")),
    pull: (controller) => controller.error(new Error("socket hang up")),
  });
  const broken = receiveUpload(ws, { fileName: "a.csv", sizeBytes: 10, bytes: chunksOf(body) });
  await expect(broken).rejects.toMatchObject({ message: expect.stringContaining("interrupted") });
  expect(await everythingSpooled()).toEqual(before);
  expect(await rowsOf(ws)).toHaveLength(0);
});

test("a body that is more than the limit is refused, not read to its end", async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Buffer.from("x")),
    cancel: () => {
      cancelled = true;
    },
  });
  for await (const _chunk of chunksOf(body)) break;
  expect(cancelled).toBe(true);
});

test("what was found says how each column matches, and what an unknown one probably means", async () => {
  const ws = await workspace();
  await mintField(ws, { label: "Job title", type: "text" });
  const { uploadId } = await upload(
    ws,
    "ID;E-mail address;First name;Last name;Mobile;job_title;Shoe size\n1;a@x.com;A;One;;Lead;42\n",
  );
  const found = await inspectUpload(ws, { uploadId });
  expect(found).toMatchObject({ encoding: "utf-8", delimiter: ";", missing: ["Email"], problems: [] });
  expect(found.sample).toEqual([["1", "a@x.com", "A", "One", "", "Lead", "42"]]);
  const hints = Object.fromEntries(found.columns.map(({ header, near }) => [header, near?.label ?? null]));
  expect(hints).toMatchObject({
    "E-mail address": "Email",
    job_title: "Job title",
    "Shoe size": null,
    ID: null,
  });
  await mapUploadColumn(ws, { header: "E-mail address", target: { kind: "email" } });
  expect((await inspectUpload(ws, { uploadId })).missing).toEqual([]);
});

test("a column remembered from an earlier file is in no later file's way", async () => {
  const ws = await workspace();
  await mapUploadColumn(ws, { header: "E-mail address", target: { kind: "email" } });
  const { uploadId } = await upload(ws, `${HEADER}\n1,a@x.com,A,One,\n`);
  expect((await inspectUpload(ws, { uploadId })).missing).toEqual([]);
});

test("a file that is no CSV says so, and what to do", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, Buffer.from("%PDF-1.7 …"));
  const found = await inspectUpload(ws, { uploadId });
  expect(found.header).toEqual([]);
  expect(found.problems[0]?.message).toContain("PDF");
});

test("the plan of an upload is a preview of the one upload sync, read the way the person was shown", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, `${HEADER.replaceAll(",", ";")}\n1;a@x.com;A;One;\n`);
  const { runId } = await startUpload(ws, {
    uploadId,
    mode: "add_and_update",
    encoding: "utf-8",
    delimiter: ";",
  });
  const [run] =
    await sql`select r.*, u.read_settings, s.source_kind from runs r join syncs s on s.id = r.sync_id
              join uploads u on u.id = r.upload_id where r.id = ${runId}`;
  expect(run).toMatchObject({
    trigger: "upload",
    intent: "preview",
    mode: "add_and_update",
    upload_id: uploadId,
    source_kind: "upload",
    read_settings: { delimiter: ";", encoding: "utf-8" },
  });
});

test("mended rows can be uploaded for the sync that they were skipped in, whatever its own file is like", async () => {
  const ws = await workspace();
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS, readSettings: { delimiter: "\t" } });
  await runFile(
    ws,
    syncId,
    `${HEADER.replaceAll(",", "\t")}\n1\ta@x.com\tA\tOne\t\n2\tb(at)x.com\tB\tTwo\t\n`,
  );
  const { uploadId } = await upload(ws, `${HEADER}\n2,b@x.com,B,Two,\n`);
  expect((await inspectUpload(ws, { uploadId, syncId })).usersCount).toBe(1);
  const how = { mode: "add_and_update", encoding: "utf-8", delimiter: "," } as const;
  const { runId } = await startUpload(ws, { uploadId, syncId, ...how });
  const ref = { orgId: ws.orgId, workspaceId: ws.workspaceId, syncId, runId };
  expect(await work(ws, ref)).toMatchObject({ state: "held", counts: { created: 1, removed: 0 } });
  await approveRun(ws, { runId, what: "all" });
  await work(ws, ref);
  expect(await people(ws)).toEqual(["1|a@x.com|A|One|", "2|b@x.com|B|Two|"]);
  const [user] =
    await sql`select external_id from users where email = 'b@x.com' and workspace_id = ${ws.workspaceId}`;
  expect(user?.external_id).toBe(`${syncId}#2`);
});

test("a file that a run has used can't be used again", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, `${HEADER}\n`);
  await removeUsedUpload(ws, uploadId);
  await removeUsedUpload(ws, uploadId);
  expect(await spool().stat(uploadKey(uploadId))).toBeNull();
  const again = startUpload(ws, { uploadId, mode: "complete", encoding: "utf-8", delimiter: "," });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("another workspace's upload is not found, and its file stays", async () => {
  const ws = await workspace();
  const stranger = await workspace();
  const { uploadId } = await upload(ws, `${HEADER}\n`);
  await expect(inspectUpload(stranger, { uploadId })).rejects.toMatchObject({ code: "not_found" });
  await removeUsedUpload(stranger, uploadId);
  expect(await spool().stat(uploadKey(uploadId))).not.toBeNull();
});

test("the numbers before a complete list are those of uploaded users only", async () => {
  const ws = await workspace();
  const { uploadId } = await upload(ws, `${HEADER}\n`);
  await mapUploadColumn(ws, { header: "Note", target: { kind: "ignore" } });
  const [sync] = await sql`select id from syncs where workspace_id = ${ws.workspaceId}`;
  await mintUser(ws);
  await mintUser(ws, { syncId: sync?.id, externalId: `${sync?.id}#1` });
  expect((await inspectUpload(ws, { uploadId })).usersCount).toBe(1);
});

test("the janitor takes files of ours that nobody has touched for a day, and nothing else", async () => {
  const ws = await workspace();
  const fresh = await upload(ws, `${HEADER}\n`);
  const stale = await upload(ws, `${HEADER}\n`);
  const longAgo = new Date(Date.now() - 25 * 3_600_000);
  await ageSpooled(uploadKey(stale.uploadId), longAgo);
  await putForeign("notes.txt", longAgo);
  expect((await removeStaleUploads()).removed).toBe(1);
  expect(await spool().stat(uploadKey(fresh.uploadId))).not.toBeNull();
  expect(await everythingSpooled()).toContain("notes.txt");
  expect(await spool().stat(uploadKey(stale.uploadId))).toBeNull();
});
