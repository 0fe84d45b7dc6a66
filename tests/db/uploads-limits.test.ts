import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { env } from "@/lib/env";
import { receiveUpload } from "@/lib/uploads/receive";
import { removeUsedUpload } from "@/lib/uploads/remove";
import { testDb } from "../support/db";
import { mintTenant, mintWorkspace } from "../support/tenant";
import { PATIENCE } from "../support/until";

// One organization can fill neither the disk nor the day of the others.

testDb();
const MB = 1_000_000;
const limits = { ...env() };
afterEach(() => {
  Object.assign(env(), limits);
});

async function workspace(clock?: () => Date) {
  return mintWorkspace((await mintTenant(clock ? { clock } : {})).ctx);
}

function upload(ws: WorkspaceCtx, sizeBytes: number) {
  async function* bytes() {
    yield Buffer.alloc(sizeBytes, "x");
  }
  return receiveUpload(ws, { fileName: "people.csv", sizeBytes, bytes: bytes() });
}

test("more files than a day's limit are refused, also in another workspace, until a day has passed", async () => {
  env().UPLOADS_PER_DAY_MAX = 2;
  let now = new Date();
  const { ctx } = await mintTenant({ clock: () => now });
  const [ws, second] = [await mintWorkspace(ctx), await mintWorkspace(ctx, "Second")];
  await upload(ws, 10);
  await upload(second, 10);
  await expect(upload(second, 10)).rejects.toMatchObject({
    code: "throttled",
    message: "Your organization has uploaded 2 files in the last 24 hours; the limit is 2.",
  });
  await upload(await workspace(), 10);
  now = new Date(now.getTime() + 24 * 3_600_000 + 1);
  await upload(ws, 10);
});

test("more bytes than a day's limit are refused, whether or not a run has used the files", async () => {
  env().UPLOAD_MEGABYTES_PER_DAY_MAX = 2;
  const ws = await workspace();
  const { uploadId } = await upload(ws, 1.5 * MB);
  await removeUsedUpload(ws, uploadId);
  await expect(upload(ws, 0.6 * MB)).rejects.toMatchObject({
    code: "throttled",
    message: expect.stringMatching(
      /^With this file your organization would have uploaded .+ in 24 hours; the limit is /,
    ),
  });
  await upload(ws, 0.4 * MB);
});

test("more bytes than may wait are refused until a run has used some", async () => {
  env().UPLOAD_MEGABYTES_KEPT_MAX = 2;
  const ws = await workspace();
  const { uploadId } = await upload(ws, 1.5 * MB);
  await expect(upload(ws, MB)).rejects.toMatchObject({
    code: "too_large",
    message: expect.stringContaining("of your organization's uploads have not been used yet"),
  });
  await removeUsedUpload(ws, uploadId);
  await upload(ws, MB);
});

test("uploads that arrive at the same time count for each other, and no longer once they failed", async () => {
  env().UPLOAD_MEGABYTES_KEPT_MAX = 2;
  const ws = await workspace();
  let fail = () => {};
  const cut = new Promise<void>((_done, failed) => {
    fail = () => failed(new Error("cut off"));
  });
  const begun = vi.fn();
  async function* slow() {
    begun();
    yield Buffer.from("x");
    await cut;
  }
  const arriving = receiveUpload(ws, { fileName: "slow.csv", sizeBytes: 1.5 * MB, bytes: slow() });
  await vi.waitFor(() => expect(begun).toHaveBeenCalled(), PATIENCE);
  await expect(upload(ws, MB)).rejects.toMatchObject({ code: "too_large" });
  fail();
  await expect(arriving).rejects.toMatchObject({ code: "invalid_input" });
  await upload(ws, MB);
});

test("with too little free space nothing is taken, and nothing of it is read", async () => {
  env().FREE_MEGABYTES_MIN = 1_000_000_000;
  const ws = await workspace();
  const read = vi.fn();
  async function* bytes() {
    read();
    yield Buffer.from("x");
  }
  await expect(receiveUpload(ws, { fileName: "a.csv", sizeBytes: 1, bytes: bytes() })).rejects.toMatchObject({
    code: "too_large",
    message: "The server has too little free space for this file.",
  });
  expect(read).not.toHaveBeenCalled();
});

test("what is unpacked counts for what may wait, what was sent for the day", async () => {
  env().UPLOAD_MEGABYTES_KEPT_MAX = 5;
  env().UPLOAD_MEGABYTES_PER_DAY_MAX = 1;
  const ws = await workspace();
  const send = (unpackedBytes: number) => {
    const packed = gzipSync(Buffer.alloc(unpackedBytes, "x"));
    async function* bytes() {
      yield packed;
    }
    return receiveUpload(ws, { fileName: "a.csv.gz", sizeBytes: packed.length, bytes: bytes() });
  };
  await send(3 * MB);
  await expect(send(3 * MB)).rejects.toMatchObject({
    code: "too_large",
    message: expect.stringContaining("of your organization's uploads have not been used yet"),
  });
  await send(1.5 * MB);
});
