import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { string, uint32 } from "@/lib/drop-server/sftp/bytes";
import { addDropKey } from "@/lib/drops/keys";
import { openHostKeys } from "@/lib/host-keys/host-keys";
import { newKey } from "@/lib/runtime/demo/new-key";
import { freePort } from "@/lib/runtime/free-port";
import { testDb } from "../support/db";
import { at, FLAG } from "../support/drop-attacker";
import { connectClient } from "../support/drop-server";
import { mintDrop, rowsOf, textOf } from "../support/drops";
import { NO_ATTRS, openRawSftp, path, type RawSftp, TYPE } from "../support/raw-sftp";
import { mintTenant } from "../support/tenant";
import { until } from "../support/until";
import { holdLock } from "./crash-lock";

// The SFTP server as a process, killed at every point of an upload: what counts is the old file or the new one, whole.

const { db, url } = testDb();
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const OLD = "ID,Email\n1,old@example.com\n";
const NEW = `ID,Email\n${randomBytes(400_000).toString("hex")}\n`;
const PART = 100_000;
const key = newKey();
let port: number;
let child: ChildProcess;
let minted: Awaited<ReturnType<typeof mintDrop>>;

beforeAll(async () => {
  // RSA takes a while to be made.
  await openHostKeys(db);
});
beforeEach(async () => {
  const { ctx } = await mintTenant();
  minted = await mintDrop(ctx);
  await addDropKey(ctx, { id: minted.id, publicKey: key.public });
  await start();
  await upload("people.csv", OLD);
});
afterEach(() => kill());
afterAll(() => kill());

async function start(): Promise<void> {
  port = await freePort();
  child = spawn(process.execPath, [inject("programs").drop], {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL: url, DROP_SFTP_PORT: String(port), DROP_SFTP_LISTEN: "127.0.0.1" },
    stdio: "ignore",
  });
  await until(() => answers());
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

async function kill(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await ends("SIGKILL");
}

/** Sends a signal. Gives the exit code; null when the signal itself ended it. */
async function ends(signal: NodeJS.Signals): Promise<unknown> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return gone;
}

async function session(): Promise<RawSftp> {
  const client = await connectClient(port, { username: minted.username, privateKey: key.private });
  client.on("error", () => {});
  return openRawSftp(client);
}

async function begin(sftp: RawSftp, name: string): Promise<Buffer> {
  const flags = [uint32(FLAG.WRITE | FLAG.CREAT | FLAG.TRUNC), NO_ATTRS];
  return (await sftp.ask(TYPE.OPEN, path(name), ...flags)).handle;
}

async function write(sftp: RawSftp, handle: Buffer, text: string, end = text.length): Promise<void> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < end; from += PART) {
    const part = bytes.subarray(from, Math.min(from + PART, end));
    expect((await sftp.ask(TYPE.WRITE, string(handle), at(BigInt(from)), string(part))).status).toBe(0);
  }
}

async function upload(name: string, text: string): Promise<void> {
  const sftp = await session();
  const handle = await begin(sftp, name);
  await write(sftp, handle, text);
  expect((await sftp.ask(TYPE.CLOSE, string(handle))).status).toBe(0);
  sftp.channel.end();
}

/** What counts under a path, read from the bytes themselves. */
async function counted(name: string): Promise<string | null> {
  const rows = (await rowsOf(minted.id)).filter((row) => row.state === "present" && row.path === name);
  expect(rows.length).toBeLessThanOrEqual(1);
  return rows.length === 0 ? null : textOf(minted.drop, name);
}

/** Restarted, the server takes the file as if nothing had been. */
async function mends(): Promise<void> {
  await start();
  await upload("people.csv", NEW);
  expect((await counted("people.csv")) === NEW).toBe(true);
}

const POINTS: readonly [string, (sftp: RawSftp, handle: Buffer) => Promise<void>][] = [
  ["after it was opened", async () => {}],
  ["in its middle", (sftp, handle) => write(sftp, handle, NEW, 350_000)],
  ["after its last byte", (sftp, handle) => write(sftp, handle, NEW)],
];

test.each(POINTS)("killed %s: the old file counts, whole", async (_, reach) => {
  const sftp = await session();
  await reach(sftp, await begin(sftp, "people.csv"));
  await kill();
  expect(await counted("people.csv")).toBe(OLD);
  await mends();
});

test.each([0, 5, 15, 40])(
  "killed %i ms after the request to close: the old file or the new one counts, whole",
  async (ms) => {
    const sftp = await session();
    const handle = await begin(sftp, "people.csv");
    await write(sftp, handle, NEW);
    const closing = sftp.ask(TYPE.CLOSE, string(handle)).then(
      ({ status }) => status,
      () => null,
    );
    await sleep(ms);
    await kill();
    const counts = await counted("people.csv");
    // What the client was told is so.
    if ((await Promise.race([closing, sleep(500, null)])) === 0) expect(counts === NEW).toBe(true);
    else expect(counts === OLD || counts === NEW).toBe(true);
    await mends();
  },
);

test("killed while a .filepart is renamed over the file: one of them counts, whole", async () => {
  await upload("people.csv.filepart", NEW);
  const sftp = await session();
  sftp
    .ask(TYPE.EXTENDED, string("posix-rename@openssh.com"), path("people.csv.filepart"), path("people.csv"))
    .catch(() => {});
  await sleep(5);
  await kill();
  const counts = await counted("people.csv");
  expect(counts === OLD || counts === NEW).toBe(true);
  expect(((await counted("people.csv.filepart")) === NEW) !== (counts === NEW)).toBe(true);
  await mends();
});

test("told to stop in the middle, it keeps what came for a client that resumes", async () => {
  const sftp = await session();
  const handle = await begin(sftp, "people.csv");
  await write(sftp, handle, NEW, 300_000);
  expect(await ends("SIGTERM")).toBe(0);
  expect(await counted("people.csv")).not.toBe(NEW);
  expect((await rowsOf(minted.id)).filter(({ state }) => state === "partial")).toMatchObject([
    { size: 300_000 },
  ]);
  await mends();
});

test("told to stop as soon as it listens, it stops in order", async () => {
  await kill();
  const hold = await holdLock((tx) => tx`lock table heartbeats in access exclusive mode`);
  await start();
  await hold.waiting("%insert into heartbeats%");
  const ended = ends("SIGTERM");
  hold.release();
  expect(await ended).toBe(0);
});
