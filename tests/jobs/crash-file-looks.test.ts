import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { cancelFileLook } from "@/lib/file-looks/cancel";
import { getFileLook } from "@/lib/file-looks/read";
import { startFileLook } from "@/lib/file-looks/start";
import { everythingSpooled } from "../support/spool";
import { until } from "../support/until";
import { type Folder, openFolder, people } from "../support/which-file";
import { openCrew } from "./crash-crew";

// A look at a file whose worker is killed ends with what the file has, or says why not, and leaves no file behind.

process.env.FILE_WAIT_SECONDS = "0";

const { start, hold, release } = await openCrew();
const ROWS = 4_000;

let folder: Folder;
afterEach(() => folder.server.stop());

async function openLook() {
  folder = await openFolder({ path: "people.csv" });
  folder.put("people.csv", people(ROWS));
  return askAgain();
}

const askAgain = async () => (await startFileLook(folder.ctx, { syncId: folder.syncId, again: true })).lookId;
const stateOf = async (lookId: string) => (await getFileLook(folder.ctx, { lookId })).state;
const filesOf = async (lookId: string) =>
  (await everythingSpooled()).filter((name) => name.startsWith(`look-${lookId}`));
const nothingIsLeft = (lookId: string) => until(async () => (await filesOf(lookId)).length === 0);

/** The worker dies at a point of the look. */
async function dieAt(point: string): Promise<void> {
  hold(point);
  const worker = await start();
  await worker.says(`at ${point}`);
  await worker.kill();
  release();
}

test.each(["look-fetched", "look-read"])(
  "a worker killed at %s: another reads the file, and nothing of the first stays",
  async (point) => {
    const lookId = await openLook();
    await dieAt(point);
    expect([await stateOf(lookId), (await filesOf(lookId)).length]).toEqual([
      "running",
      point === "look-fetched" ? 1 : 0,
    ]);
    await start();
    await until(async () => (await stateOf(lookId)) === "done");
    await nothingIsLeft(lookId);
    expect(await getFileLook(folder.ctx, { lookId })).toMatchObject({ rows: ROWS, failure: null });
  },
);

test("killed at any moment, at its beginning, in its transfer or at its end, a look comes to an end", async () => {
  const first = await openLook();
  // As slow as a far server: so the transfer takes a good part of the time.
  folder.server.faults.readDelayMs = 60;
  let lookId = first;
  for (let round = 0; round < 6; round++) {
    const worker = await start();
    await sleep(Math.random() * 900);
    await worker.kill();
    const next = await start();
    await until(async () => ["done", "failed"].includes(await stateOf(lookId)));
    await nothingIsLeft(lookId);
    const ended = await getFileLook(folder.ctx, { lookId });
    expect(ended).toMatchObject({ state: "done", rows: ROWS });
    await next.kill();
    lookId = await askAgain();
  }
});

test("a look whose worker dies at every attempt fails with a reason, and can be started again", async () => {
  const lookId = await openLook();
  for (let attempt = 0; attempt < 3; attempt++) await dieAt("look-fetched");
  await start();
  await until(async () => (await stateOf(lookId)) === "failed");
  await nothingIsLeft(lookId);
  expect((await getFileLook(folder.ctx, { lookId })).failure?.message).toBe("Reading the file has stopped.");
  const again = await askAgain();
  await until(async () => (await stateOf(again)) === "done");
});

test("a look that is cancelled while its worker is dead stays so, and its file goes", async () => {
  const lookId = await openLook();
  await dieAt("look-fetched");
  await cancelFileLook(folder.ctx, { lookId });
  await start();
  await nothingIsLeft(lookId);
  expect(await stateOf(lookId)).toBe("cancelled");
});
