import { subDays } from "date-fns";
import { expect, test } from "vitest";
import { downloadDropFile } from "@/lib/drops/download";
import { makeFolder, removeFile, statEntry } from "@/lib/drops/entries";
import { receiveFile } from "@/lib/drops/receive";
import { removeOrphans, tendDrops } from "@/lib/drops/tend";
import { selectDropsToTend } from "@/lib/drops/tend.store";
import { createLog } from "@/lib/log";
import { deleteRemoteSource } from "@/lib/remote-sources/delete";
import { dropKey, uploadKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { testDb } from "../../support/db";
import { bytesOf, enterDrop, mintDrop, putFile, rowsOf, textOf } from "../../support/drops";
import { ageSpooled, everythingSpooled, putSpooled } from "../../support/spool";
import { mintTenant } from "../../support/tenant";

const { sql } = testDb();
const START = new Date("2026-11-01T02:00:00Z");

const later = (days: number) => new Date(START.getTime() + days * 24 * 3_600_000);

/** A drop whose clock is moved by hand. */
async function openDrop({ retentionDays = 14 } = {}) {
  const { ctx } = await mintTenant();
  const time = { now: START };
  const clock = () => time.now;
  const made = await mintDrop(ctx, { retentionDays, clock });
  const deps = { db: testDb().db, clock, log: createLog("test") };
  const after = (days: number) => {
    time.now = later(days);
    return tendDrops(deps);
  };
  return { ctx, ...made, deps, after };
}

async function bytesBehind({ bytes }: Awaited<ReturnType<typeof downloadDropFile>>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test("a file is downloaded whole, also once it was replaced or deleted, and the audit log says by whom", async () => {
  const { ctx, id, drop } = await openDrop();
  await putFile(drop, "hr.csv", "one");
  await putFile(drop, "hr.csv", "two");
  await putFile(drop, "old.csv", "three");
  await removeFile(drop, "old.csv");
  const texts: string[] = [];
  for (const row of await rowsOf(id)) {
    texts.push(await bytesBehind(await downloadDropFile(ctx, { id, fileId: row.id })));
  }
  expect(texts.sort()).toEqual(["one", "three", "two"]);
  const logged = await sql`
    select actor_label, target_label, detail ->> 'file' as file, detail ->> 'sizeBytes' as size from audit_log
     where target_id = ${id} and action = 'remote_source.download_file' order by file, size`;
  expect(logged).toMatchObject([
    { actor_label: ctx.actor.label, file: "hr.csv", size: "3" },
    { file: "hr.csv", size: "3" },
    { file: "old.csv", size: "5" },
  ]);
});

test("nothing is downloaded of an upload that is under way or was cut off, of another drop, or of no file", async () => {
  const { ctx, id, drop } = await openDrop();
  const other = await mintDrop(ctx);
  await putFile(other.drop, "a.csv", "a");
  const [elsewhere] = await rowsOf(other.id);
  const receiving = await receiveFile(drop, "a.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("half"));
  const [row] = await rowsOf(id);
  await makeFolder(drop, "hr");
  const [folder] = await sql`select id from drop_files where source_id = ${id} and is_folder`;
  const refused = async (fileId: string) =>
    expect(downloadDropFile(ctx, { id, fileId }), fileId).rejects.toMatchObject({ code: "not_found" });
  await refused(row?.id);
  await receiving.interrupt();
  for (const fileId of [row?.id, elsewhere?.id, folder?.id, "../a", ""]) await refused(fileId);
  expect(
    await sql`select from audit_log where action = 'remote_source.download_file' and target_id = ${id}`,
  ).toEqual([]);
});

test("files are purged when they have been kept for as long as their drop says, and not a day before", async () => {
  const { ctx, id, drop, after } = await openDrop({ retentionDays: 3 });
  await makeFolder(drop, "hr");
  await putFile(drop, "hr/people.csv", "old");
  await putFile(drop, "hr/people.csv", "new");
  const [first] = await rowsOf(id);
  await after(2.9);
  expect(await textOf(drop, "hr/people.csv")).toBe("new");
  expect(await bytesOf(id)).toHaveLength(2);
  await after(3.1);
  await expect(statEntry(drop, "hr/people.csv")).rejects.toMatchObject({ code: "not_found" });
  expect(await statEntry(drop, "hr")).toMatchObject({ kind: "folder" });
  expect(await bytesOf(id)).toEqual([]);
  // That something came in stays known; its name and sender do not.
  expect(
    await sql`select path, from_address, spool_key, state, gone_why, size_bytes::int as size, sha256 is not null as hashed
                from drop_files where source_id = ${id} and not is_folder order by gone_why`,
  ).toEqual([
    {
      ...{ path: null, from_address: null, spool_key: null, state: "gone" },
      ...{ gone_why: "expired", size: 3, hashed: true },
    },
    {
      ...{ path: null, from_address: null, spool_key: null, state: "gone" },
      ...{ gone_why: "replaced", size: 3, hashed: true },
    },
  ]);
  await expect(downloadDropFile(ctx, { id, fileId: first?.id })).rejects.toMatchObject({ code: "not_found" });
  await after(403.5);
  expect(await rowsOf(id)).toEqual([]);
});

test("with a file that is past its time no younger one goes", async () => {
  const { id, drop, after } = await openDrop({ retentionDays: 3 });
  await putFile(drop, "old.csv", "old");
  await after(0.5);
  await putFile(drop, "young.csv", "young");
  expect(await after(3.1)).toMatchObject({ purged: 1 });
  expect(await textOf(drop, "young.csv")).toBe("young");
  expect(await bytesOf(id)).toHaveLength(1);
});

test("each drop keeps its files for its own time", async () => {
  const short = await openDrop({ retentionDays: 1 });
  const long = await openDrop({ retentionDays: 30 });
  await putFile(short.drop, "a.csv", "a");
  await putFile(long.drop, "a.csv", "a");
  await short.after(2);
  expect([await bytesOf(short.id), (await bytesOf(long.id)).length]).toEqual([[], 1]);
});

test("a folder in use is no reason to tend its drop, however old it is; a deleted one is", async () => {
  const { id, drop, deps, after } = await openDrop();
  await makeFolder(drop, "hr");
  const toTend = async (days: number) => {
    const now = later(days);
    const limits = { now, receivingBefore: START, partialBefore: START, factsBefore: subDays(now, 400) };
    return (await selectDropsToTend(deps.db, limits)).some(({ sourceId }) => sourceId === id);
  };
  expect(await toTend(100)).toBe(false);
  await putFile(drop, "hr/a.csv", "a");
  expect([await toTend(13), await toTend(15)]).toEqual([false, true]);
  await after(15);
  expect(await toTend(100)).toBe(false);
  await sql`update drop_files set state = 'gone', gone_why = 'deleted', gone_at = ${START} where source_id = ${id} and is_folder`;
  expect(await toTend(100)).toBe(true);
  await after(100);
  expect(await toTend(100)).toBe(false);
});

test("bytes that no file has are removed once they are an hour old, and everything else stays", async () => {
  const { id, drop, deps } = await openDrop();
  const [orphan, fresh, upload] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const keys = { orphan: dropKey(orphan), fresh: dropKey(fresh), upload: uploadKey(upload) };
  await putFile(drop, "a.csv", "a");
  await putFile(drop, "a.csv", "b");
  for (const key of Object.values(keys)) await putSpooled(key, "x");
  const own = (await rowsOf(id)).map((row) => dropKey(row.id));
  const at = (minutes: number) => new Date(START.getTime() - minutes * 60_000);
  for (const key of [keys.orphan, keys.upload, ...own]) await ageSpooled(key, at(61));
  await ageSpooled(keys.fresh, at(59));
  expect(await removeOrphans(deps)).toBe(1);
  expect(await spool().stat(keys.orphan)).toBeNull();
  const left = await everythingSpooled();
  expect(left).toEqual(expect.arrayContaining([keys.fresh, keys.upload, ...own]));
  for (const key of [keys.fresh, keys.upload]) await spool().remove(key);
});

test("the bytes of a deleted drop go with it, and its clients are signed out", async () => {
  const { ctx, id, drop, token } = await openDrop();
  const other = await mintDrop(ctx);
  await putFile(other.drop, "a.csv", "a");
  for (let at = 0; at < 25; at += 1) await putFile(drop, `${at}.csv`, "x");
  await putFile(drop, "0.csv", "newer");
  const broken = await receiveFile(drop, "b.csv", { via: "sftp" });
  await broken.write(0, Buffer.from("half"));
  await broken.interrupt();
  const receiving = await receiveFile(drop, "c.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("half"));
  const kept = await bytesOf(id);
  expect(kept).toHaveLength(28);
  await deleteRemoteSource(ctx, id);
  await expect(receiving.commit()).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await everythingSpooled()).filter((name) => kept.includes(name))).toEqual([]);
  expect(await bytesOf(other.id)).toHaveLength(1);
  await expect(enterDrop({ id, token })).rejects.toThrow("refused");
});
