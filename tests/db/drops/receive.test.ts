import { createHash } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { DropCtx } from "@/lib/context";
import { listEntries, makeFolder, statEntry } from "@/lib/drops/entries";
import { readEntry } from "@/lib/drops/read-entry";
import { receiveFile } from "@/lib/drops/receive";
import { tendDrops } from "@/lib/drops/tend";
import { dataFolder } from "@/lib/spool/data-folders";
import { dropKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { testDb } from "../../support/db";
import { bytesOf, mintDrop, putFile, rowsOf, textOf } from "../../support/drops";
import { mintTenant } from "../../support/tenant";

const { sql } = testDb();

async function openDrop() {
  return mintDrop((await mintTenant()).ctx);
}

test("a file counts once it is whole, with its size, hash and who sent it", async () => {
  const { id, drop } = await openDrop();
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("ID,"));
  await receiving.write(3, Buffer.from("Email\n"));
  expect(await listEntries(drop, "")).toEqual([]);
  await expect(statEntry(drop, "people.csv")).rejects.toMatchObject({ code: "not_found" });
  expect(await receiving.commit()).toEqual({
    path: "people.csv",
    sizeBytes: 9,
    sha256: "960f08d7890479d967dc6261af852e8f192f62175e1770534538047bfaf9544e",
    hasReplaced: false,
  });
  expect(await textOf(drop, "people.csv")).toBe("ID,Email\n");
  const [row] = await sql`select via, from_address, credential_kind, credential_label, completed_at
                          from drop_files where source_id = ${id}`;
  expect(row).toMatchObject({
    ...{ via: "sftp", from_address: "192.0.2.7", credential_kind: "token" },
    ...{ credential_label: "Nightly export", completed_at: expect.any(Date) },
  });
});

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("bytes may come in any order and over each other; the hash is that of what is there at the end", async () => {
  const { drop } = await openDrop();
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp" });
  await Promise.all([
    receiving.write(5, Buffer.from("56789")),
    receiving.write(0, Buffer.from("xxxxx")),
    receiving.write(0, Buffer.from("01234")),
  ]);
  await receiving.truncate(8);
  expect((await receiving.commit()).sha256).toBe(sha256("01234567"));
  expect(await textOf(drop, "people.csv")).toBe("01234567");
});

test("a file takes the place of the one before in one moment, and who reads that reads on", async () => {
  const { id, drop } = await openDrop();
  await putFile(drop, "people.csv", "old");
  const reader = await readEntry(drop, "people.csv");
  const receiving = await receiveFile(drop, "people.csv", { via: "https" });
  await receiving.write(0, Buffer.from("newer"));
  expect(await textOf(drop, "people.csv")).toBe("old");
  expect(await receiving.commit()).toMatchObject({ hasReplaced: true });
  expect(await textOf(drop, "people.csv")).toBe("newer");
  expect(Buffer.from(await reader.read(0, 10)).toString()).toBe("old");
  await reader.close();
  // What was replaced is kept for download.
  expect(await rowsOf(id)).toMatchObject([
    { path: "people.csv", state: "gone", why: "replaced", size: 3, key: expect.any(String) },
    { path: "people.csv", state: "present", why: null, size: 5 },
  ]);
});

test("of clients who write one path at the same time the last to commit wins, whole", async () => {
  const { id, drop } = await openDrop();
  const texts = Array.from({ length: 12 }, (_, at) => `${at};`.repeat(500 + at));
  const open = await Promise.all(texts.map(() => receiveFile(drop, "people.csv", { via: "sftp" })));
  await Promise.all(open.map((one, at) => one.write(0, Buffer.from(texts[at] ?? ""))));
  await Promise.all(open.map((one) => one.commit()));
  const rows = await rowsOf(id);
  expect(rows.filter(({ state }) => state === "present")).toHaveLength(1);
  expect(rows.filter(({ why }) => why === "replaced")).toHaveLength(11);
  const last = rows.find(({ state }) => state === "present");
  const text = await textOf(drop, "people.csv");
  expect(texts).toContain(text);
  expect(sha256(text)).toBe(last?.sha256);
});

test("an upload that is given up leaves nothing and changes nothing", async () => {
  const { id, drop } = await openDrop();
  await putFile(drop, "people.csv", "old");
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("half"));
  await receiving.abort();
  expect(await textOf(drop, "people.csv")).toBe("old");
  expect(await rowsOf(id)).toMatchObject([
    { state: "present" },
    { state: "gone", why: "interrupted", key: null },
  ]);
  expect(await bytesOf(id)).toHaveLength(1);
});

test("an upload whose connection broke is resumed, and counts for nothing before", async () => {
  const { id, drop } = await openDrop();
  const first = await receiveFile(drop, "people.csv", { via: "sftp" });
  await first.write(0, Buffer.from("ID,"));
  await first.interrupt();
  expect(await statEntry(drop, "people.csv")).toMatchObject({ sizeBytes: 3, isPartial: true });
  expect(await listEntries(drop, "")).toMatchObject([{ path: "people.csv", isPartial: true }]);
  const second = await receiveFile(drop, "people.csv", { via: "sftp", append: true });
  expect(second.sizeBytes()).toBe(3);
  await second.write(3, Buffer.from("Ema"));
  await second.interrupt();
  const third = await receiveFile(drop, "people.csv", { via: "sftp", append: true });
  await third.write(6, Buffer.from("il\n"));
  expect((await third.commit()).sha256).toBe(sha256("ID,Email\n"));
  expect(await listEntries(drop, "")).toMatchObject([{ sizeBytes: 9, isPartial: false }]);
  expect(await bytesOf(id)).toHaveLength(1);
});

test("to append to a file makes a new one of the old bytes and the new ones", async () => {
  const { drop } = await openDrop();
  await putFile(drop, "people.csv", "ID\n");
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp", append: true });
  await receiving.write(receiving.sizeBytes(), Buffer.from("1\n"));
  expect(await textOf(drop, "people.csv")).toBe("ID\n");
  await receiving.commit();
  expect(await textOf(drop, "people.csv")).toBe("ID\n1\n");
});

/** The same client, whose database can be taken away. */
function breakable(drop: DropCtx) {
  const broken = { before: false, after: false };
  const run: DropCtx["db"]["run"] = async (work) => {
    if (broken.before) throw new Error("The process died.");
    const value = await drop.db.run(work);
    if (broken.after) throw new Error("The answer was lost.");
    return value;
  };
  return { client: { ...drop, db: { run } } as DropCtx, broken };
}

test("a process that dies between bytes and row leaves the old file, and its bytes are removed later", async () => {
  let now = new Date("2026-03-01T10:00:00Z");
  const { ctx } = await mintTenant({ clock: () => now });
  const { id, drop } = await mintDrop(ctx);
  await putFile(drop, "people.csv", "old");
  const { client, broken } = breakable(drop);
  const receiving = await receiveFile(client, "people.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("new"));
  broken.before = true;
  await expect(receiving.commit()).rejects.toThrow("died");
  const [, left] = await rowsOf(id);
  expect(left?.state).toBe("receiving");
  expect(await spool().stat(dropKey(left?.id))).toMatchObject({ sizeBytes: 3 });
  expect(await textOf(drop, "people.csv")).toBe("old");
  expect(await listEntries(drop, "")).toHaveLength(1);

  const deps = { db: testDb().db, clock: () => now, log: drop.log };
  expect(await tendDrops(deps)).toEqual({ interrupted: 0, purged: 0 });
  now = new Date("2026-03-01T10:16:00Z");
  expect(await tendDrops(deps)).toEqual({ interrupted: 1, purged: 0 });
  expect(await rowsOf(id)).toMatchObject([
    { state: "present" },
    { state: "gone", why: "interrupted", key: null },
  ]);
  expect(await bytesOf(id)).toHaveLength(1);
  expect(await textOf(drop, "people.csv")).toBe("old");
});

test("a commit whose answer is lost has worked: its bytes stay", async () => {
  const { id, drop } = await openDrop();
  const { client, broken } = breakable(drop);
  const receiving = await receiveFile(client, "people.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("new"));
  broken.after = true;
  await expect(receiving.commit()).rejects.toThrow("lost");
  expect(await rowsOf(id)).toMatchObject([{ state: "present" }]);
  expect(await textOf(drop, "people.csv")).toBe("new");
});

test("a store that fails leaves the old file and no half of the new one", async () => {
  const { id, drop } = await openDrop();
  await putFile(drop, "people.csv", "old");
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("new"));
  const [, row] = await rowsOf(id);
  // A folder with something in it is in the way of the name in the spool.
  const blocked = join(await dataFolder("spool"), dropKey(row?.id));
  await mkdir(join(blocked, "x"), { recursive: true });
  await expect(receiving.commit()).rejects.toMatchObject({ code: "internal" });
  await rm(blocked, { recursive: true });
  expect(await textOf(drop, "people.csv")).toBe("old");
  expect(await rowsOf(id)).toMatchObject([{ state: "present" }, {}]);
  expect(await bytesOf(id)).toHaveLength(1);
});

test("a full disk is said to be one, and what came until then is never taken for the file", async () => {
  const { id, drop } = await openDrop();
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp" });
  const some = await open("/dev/null", "r");
  const handle = Object.getPrototypeOf(some) as typeof some;
  await some.close();
  const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  const write = vi.spyOn(handle, "write").mockRejectedValueOnce(full);
  await expect(receiving.write(0, Buffer.from("a"))).rejects.toMatchObject({ code: "no_space" });
  write.mockRestore();
  await expect(receiving.write(1, Buffer.from("b"))).rejects.toMatchObject({ code: "no_space" });
  await expect(receiving.commit()).rejects.toMatchObject({ code: "no_space" });
  expect(await listEntries(drop, "")).toEqual([]);
  expect(await bytesOf(id)).toEqual([]);
});

test("who signed in with what was revoked meanwhile can't finish", async () => {
  const { id, drop } = await openDrop();
  const receiving = await receiveFile(drop, "people.csv", { via: "sftp" });
  await receiving.write(0, Buffer.from("x"));
  await sql`update drop_secrets set revoked_at = now() where source_id = ${id}`;
  await expect(receiving.commit()).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(listEntries(drop, "")).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(receiveFile(drop, "b", { via: "sftp" })).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await bytesOf(id)).toEqual([]);
});

test("a folder is not overwritten, and a file needs its folder, also when it is whole", async () => {
  const { drop } = await openDrop();
  await makeFolder(drop, "hr");
  await expect(putFile(drop, "hr", "x")).rejects.toMatchObject({ code: "conflict" });
  await expect(putFile(drop, "nowhere/a.csv", "x")).rejects.toMatchObject({ code: "not_found" });
  const receiving = await receiveFile(drop, "people", { via: "sftp" });
  await makeFolder(drop, "people");
  await expect(receiving.commit()).rejects.toMatchObject({ code: "conflict" });
});
