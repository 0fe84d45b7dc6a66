import { afterEach, expect, test } from "vitest";
import { listEntries, makeFolder } from "@/lib/drops/entries";
import { receiveFile } from "@/lib/drops/receive";
import { env } from "@/lib/env";
import { testDb } from "../../support/db";
import { bytesOf, mintDrop, putFile, rowsOf } from "../../support/drops";
import { mintTenant } from "../../support/tenant";

testDb();

const limits = { ...env() };
afterEach(() => {
  Object.assign(env(), limits);
});

async function openDrop() {
  return mintDrop((await mintTenant()).ctx);
}

test("too little free space is said before anything is taken", async () => {
  const { id, drop } = await openDrop();
  env().FREE_MEGABYTES_MIN = 1_000_000_000;
  await expect(receiveFile(drop, "people.csv", { via: "sftp" })).rejects.toMatchObject({
    code: "no_space",
    message: "The server has too little free space for this file.",
  });
  expect(await rowsOf(id)).toEqual([]);
});

test("more than a file may have is refused, announced or not", async () => {
  const { id, drop } = await openDrop();
  const max = 1024 ** 3;
  await expect(receiveFile(drop, "a", { via: "https", sizeBytes: max + 1 })).rejects.toMatchObject({
    code: "too_large",
  });
  const receiving = await receiveFile(drop, "a", { via: "sftp" });
  await expect(receiving.write(max, Buffer.from("x"))).rejects.toMatchObject({ code: "too_large" });
  await expect(receiving.truncate(max + 1)).rejects.toMatchObject({ code: "too_large" });
  await receiving.abort();
  expect(await bytesOf(id)).toEqual([]);
});

test("what was replaced makes room for what is new, the oldest first; what is in the folder never does", async () => {
  env().DROP_MEGABYTES_KEPT_MAX = 1;
  const { id, drop } = await openDrop();
  const kb400 = Buffer.alloc(400_000, "x");
  await putFile(drop, "people.csv", kb400);
  await putFile(drop, "people.csv", kb400);
  await putFile(drop, "people.csv", kb400);
  expect(await rowsOf(id)).toMatchObject([
    { why: "replaced", key: null },
    { why: "replaced", key: expect.any(String) },
    { state: "present" },
  ]);
  expect(await bytesOf(id)).toHaveLength(2);
  await putFile(drop, "more.csv", kb400);
  await expect(putFile(drop, "even-more.csv", kb400)).rejects.toMatchObject({
    code: "no_space",
    message: "No more than 1 MB are kept of this drop.",
  });
  expect((await listEntries(drop, "")).map(({ name }) => name)).toEqual(["more.csv", "people.csv"]);
  expect(await bytesOf(id)).toHaveLength(2);
});

test("an organization's drops share a limit, and other organizations' do not count", async () => {
  env().DROP_MEGABYTES_KEPT_PER_ORGANIZATION_MAX = 1;
  const { ctx } = await mintTenant();
  const [one, two] = [await mintDrop(ctx), await mintDrop(ctx)];
  const other = await openDrop();
  await putFile(one.drop, "a.csv", Buffer.alloc(600_000));
  await expect(putFile(two.drop, "a.csv", Buffer.alloc(600_000))).rejects.toMatchObject({
    message: "No more than 1 MB are kept of the drops of this organization.",
  });
  await putFile(other.drop, "a.csv", Buffer.alloc(600_000));
});

test("a drop holds so many files and folders, and no more", async () => {
  env().DROP_FILES_MAX = 2;
  const { drop } = await openDrop();
  await makeFolder(drop, "hr");
  await putFile(drop, "hr/a.csv", "x");
  await expect(putFile(drop, "b.csv", "x")).rejects.toMatchObject({ code: "no_space" });
  await expect(makeFolder(drop, "more")).rejects.toMatchObject({ code: "no_space" });
});
