import { expect, test } from "vitest";
import {
  listEntries,
  makeFolder,
  removeFile,
  removeFolder,
  renameEntry,
  statEntry,
} from "@/lib/drops/entries";
import { receiveFile } from "@/lib/drops/receive";
import { env } from "@/lib/env";
import { testDb } from "../../support/db";
import { bytesOf, mintDrop, putFile, rowsOf, textOf } from "../../support/drops";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const { sql } = testDb();

async function openDrop() {
  const { ctx } = await mintTenant();
  return { ctx, ...(await mintDrop(ctx)) };
}

type Opened = Awaited<ReturnType<typeof openDrop>>;

const names = async ({ drop }: Opened, folder = "") =>
  (await listEntries(drop, folder)).map(({ path, kind }) => `${path} ${kind}`);

const conflict = (message: string) => ({ code: "conflict", message });

/** A sync that runs when this path arrives, and whether an arrival is noted for it. */
async function watch({ ctx, id }: Opened, path: string) {
  const workspace = await mintWorkspace(ctx);
  const sync = await mintSync(workspace, { remoteSourceId: id, path, scheduleKind: "arrival" as const });
  return async () => {
    const [row] = await sql`select arrived_at is not null as arrived from syncs where id = ${sync.id}`;
    return row?.arrived as boolean;
  };
}

test("folders are made one in another, listed by name, and deleted once they are empty", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  await makeFolder(drop, "hr");
  await makeFolder(drop, "/hr/2026/");
  await putFile(drop, "hr/2026/b.csv", "b");
  await putFile(drop, "hr/a.csv", "a");
  await putFile(drop, "hr.csv", "c");
  expect(await names(opened)).toEqual(["hr folder", "hr.csv file"]);
  expect(await names(opened, "/hr")).toEqual(["hr/2026 folder", "hr/a.csv file"]);
  expect(await statEntry(drop, "/hr/x/../2026")).toMatchObject({ path: "hr/2026", kind: "folder" });
  await expect(removeFolder(drop, "hr")).rejects.toMatchObject(conflict('The folder "hr" is not empty.'));
  await removeFile(drop, "hr/a.csv");
  await removeFile(drop, "hr/2026/b.csv");
  await removeFolder(drop, "hr/2026");
  await removeFolder(drop, "hr");
  expect(await names(opened)).toEqual(["hr.csv file"]);
  // What was deleted is kept for download.
  expect(await bytesOf(opened.id)).toHaveLength(3);
});

test("a folder with an upload in it is not empty", async () => {
  const { drop } = await openDrop();
  await makeFolder(drop, "hr");
  const receiving = await receiveFile(drop, "hr/a.csv", { via: "sftp" });
  await expect(removeFolder(drop, "hr")).rejects.toMatchObject({ code: "conflict" });
  await receiving.abort();
  await removeFolder(drop, "hr");
});

test("what can't be done to a folder or a file is refused, and nothing changes", async () => {
  const opened = await openDrop();
  const { drop, id } = opened;
  await makeFolder(drop, "hr");
  await putFile(drop, "a.csv", "a");
  const before = [await names(opened), await rowsOf(id)];
  for (const [work, message] of [
    [() => makeFolder(drop, "/"), "The drop's own folder exists already."],
    [() => makeFolder(drop, "hr"), '"hr" exists already.'],
    [() => makeFolder(drop, "a.csv"), '"a.csv" exists already.'],
    [() => removeFolder(drop, "/hr/.."), "The drop's own folder can't be deleted."],
    [() => removeFolder(drop, "a.csv"), '"a.csv" is a file.'],
    [() => removeFile(drop, "hr"), '"hr" is a folder.'],
    [() => listEntries(drop, "a.csv"), '"a.csv" is a file.'],
    [() => renameEntry(drop, "/", "b"), "The drop's own folder can't be renamed."],
    [() => renameEntry(drop, "hr", "."), "The drop's own folder can't be renamed."],
  ] as const) {
    await expect(work(), message).rejects.toMatchObject(conflict(message));
  }
  for (const work of [
    () => makeFolder(drop, "none/hr"),
    () => makeFolder(drop, "a.csv/hr"),
    () => removeFolder(drop, "none"),
    () => removeFile(drop, "none"),
    () => listEntries(drop, "none"),
    () => statEntry(drop, "none"),
    () => renameEntry(drop, "none", "b"),
    () => renameEntry(drop, "a.csv", "none/a.csv"),
  ]) {
    await expect(work(), String(work)).rejects.toMatchObject({ code: "not_found" });
  }
  expect([await names(opened), await rowsOf(id)]).toEqual(before);
});

test("folders count as files do: the drop's limit holds for them", async () => {
  const max = env().DROP_FILES_MAX;
  try {
    env().DROP_FILES_MAX = 2;
    const { drop } = await openDrop();
    await makeFolder(drop, "a");
    await makeFolder(drop, "b");
    await expect(makeFolder(drop, "c")).rejects.toMatchObject({ code: "no_space" });
    await removeFolder(drop, "b");
    await expect(putFile(drop, "d", "d")).rejects.toMatchObject({ code: "no_space" });
  } finally {
    env().DROP_FILES_MAX = max;
  }
});

test("a file that is renamed into place counts as arrived then, and not before", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  const hasArrived = await watch(opened, "users.csv");
  await putFile(drop, "users.csv.filepart", "ID\n1\n");
  expect(await hasArrived()).toBe(false);
  await renameEntry(drop, "users.csv.filepart", "users.csv");
  expect(await hasArrived()).toBe(true);
  expect(await names(opened)).toEqual(["users.csv file"]);
  expect(await textOf(drop, "users.csv")).toBe("ID\n1\n");
});

test("a file takes the place of another one only when that is wished, and what it replaced is kept", async () => {
  const opened = await openDrop();
  const { drop, id } = opened;
  await putFile(drop, "users.csv", "old");
  await putFile(drop, "users.csv.part", "new");
  await expect(renameEntry(drop, "users.csv.part", "users.csv")).rejects.toMatchObject(
    conflict('"users.csv" exists already.'),
  );
  expect(await textOf(drop, "users.csv")).toBe("old");
  await renameEntry(drop, "users.csv.part", "users.csv", { overwrite: true });
  expect(await names(opened)).toEqual(["users.csv file"]);
  expect(await textOf(drop, "users.csv")).toBe("new");
  expect(await rowsOf(id)).toMatchObject([
    { path: "users.csv", state: "gone", why: "replaced", key: expect.any(String) },
    { path: "users.csv", state: "present" },
  ]);
});

test("a file that is renamed to its own name stays, also with overwriting", async () => {
  const { drop, id } = await openDrop();
  await putFile(drop, "users.csv", "x");
  await renameEntry(drop, "users.csv", "/./users.csv", { overwrite: true });
  expect(await rowsOf(id)).toMatchObject([{ path: "users.csv", state: "present", why: null }]);
});

test("neither a file takes the place of a folder, nor a folder that of anything", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  await makeFolder(drop, "hr");
  await makeFolder(drop, "it");
  await putFile(drop, "a.csv", "a");
  for (const [from, to] of [
    ["a.csv", "hr"],
    ["hr", "it"],
    ["hr", "a.csv"],
  ] as const) {
    await expect(renameEntry(drop, from, to, { overwrite: true })).rejects.toMatchObject({
      code: "conflict",
    });
  }
  expect(await names(opened)).toEqual(["a.csv file", "hr folder", "it folder"]);
});

test("a folder moves with all that is in it, and with nothing else whose name begins alike", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  const hasArrived = await watch(opened, "done/2026/users.csv");
  await makeFolder(drop, "100%_é");
  await makeFolder(drop, "100%_é/2026");
  await putFile(drop, "100%_é/2026/users.csv", "u");
  await makeFolder(drop, "100%_é2");
  await putFile(drop, "100%_é2/users.csv", "other");
  await makeFolder(drop, "100 _é");
  await putFile(drop, "100 _é/users.csv", "other");
  await renameEntry(drop, "100%_é", "done");
  expect(await names(opened)).toEqual(["100 _é folder", "100%_é2 folder", "done folder"]);
  expect(await names(opened, "done/2026")).toEqual(["done/2026/users.csv file"]);
  expect(await textOf(drop, "done/2026/users.csv")).toBe("u");
  expect(await textOf(drop, "100%_é2/users.csv")).toBe("other");
  expect(await hasArrived()).toBe(true);
});

test("a folder under a temporary name tells nobody of its files", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  const hasArrived = await watch(opened, "night.tmp/users.csv");
  await makeFolder(drop, "night");
  await putFile(drop, "night/users.csv", "u");
  await renameEntry(drop, "night", "night.tmp");
  expect(await hasArrived()).toBe(false);
});

test("a folder does not move into itself, nor to where its files would be too deep", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  await makeFolder(drop, "a");
  await makeFolder(drop, "a/b");
  await putFile(drop, "a/b/users.csv", "u");
  await expect(renameEntry(drop, "a", "a/b/c")).rejects.toMatchObject(
    conflict("A folder can't be moved into itself."),
  );
  const deep = Array.from({ length: 7 }, (_, at) => `f${at}`);
  for (let at = 1; at <= deep.length; at += 1) await makeFolder(drop, deep.slice(0, at).join("/"));
  // The folder alone would fit there: only the file in it is one too deep.
  await expect(renameEntry(drop, "a", `${deep.join("/")}/a`)).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(await textOf(drop, "a/b/users.csv")).toBe("u");
});

test("of two clients that rename to one name at the same time only one does", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  await putFile(drop, "a", "a");
  await putFile(drop, "b", "b");
  const ends = await Promise.allSettled([
    renameEntry(drop, "a", "users.csv"),
    renameEntry(drop, "b", "users.csv"),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await names(opened)).toHaveLength(2);
});

test("what is in a drop is in no other one of the same organization", async () => {
  const opened = await openDrop();
  const { drop } = opened;
  const { drop: other } = await mintDrop(opened.ctx);
  await makeFolder(drop, "hr");
  await putFile(drop, "hr/a.csv", "a");
  expect(await listEntries(other, "")).toEqual([]);
  for (const work of [
    () => listEntries(other, "hr"),
    () => removeFolder(other, "hr"),
    () => removeFile(other, "hr/a.csv"),
    () => renameEntry(other, "hr", "it"),
  ]) {
    await expect(work()).rejects.toMatchObject({ code: "not_found" });
  }
  expect(await names(opened, "hr")).toEqual(["hr/a.csv file"]);
});
