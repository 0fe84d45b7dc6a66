import { expect, test } from "vitest";
import { findDropLogin, verifyDropKey, verifyDropPassword, verifyDropToken } from "@/lib/auth/drop/login";
import { listEntries } from "@/lib/drops/entries";
import { addDropKey, removeDropKey } from "@/lib/drops/keys";
import { getDropView } from "@/lib/drops/read";
import { makeDropSecret, revokeDropSecret } from "@/lib/drops/secrets";
import { testDb } from "../../support/db";
import { mintDrop } from "../../support/drops";
import { mintTenant } from "../../support/tenant";

testDb();

const KEY = {
  type: "ssh-ed25519",
  blob: "AAAAC3NzaC1lZDI1NTE5AAAAIE9SyYKyDx+wgrI9eyrXvsK1S8eU1wDCy1hLDVvxcgkV",
};

test("a key lets its owner in until it is removed, also one who is in already", async () => {
  const { ctx } = await mintTenant();
  const { id, username } = await mintDrop(ctx);
  await addDropKey(ctx, { id, publicKey: `${KEY.type} ${KEY.blob} export@hr` });
  await expect(addDropKey(ctx, { id, publicKey: `${KEY.type} ${KEY.blob}` })).rejects.toMatchObject({
    code: "conflict",
  });
  const inside = await verifyDropKey(await findDropLogin(username), KEY, "192.0.2.1");
  if (!inside) throw new Error("The key was refused.");
  expect(await listEntries(inside, "")).toEqual([]);
  const [key] = (await getDropView(ctx, id)).keys;
  expect(key).toMatchObject({ label: "export@hr", lastUsedFrom: "192.0.2.1", lastUsedAt: expect.any(Date) });
  await removeDropKey(ctx, { id, keyId: key?.id ?? "" });
  await expect(listEntries(inside, "")).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await verifyDropKey(await findDropLogin(username), KEY, null)).toBeNull();
});

test("a password is kept as a hash, and the next one takes its place", async () => {
  const { ctx } = await mintTenant();
  const { id, username } = await mintDrop(ctx);
  const make = () => makeDropSecret(ctx, { id, kind: "password", label: "", days: null });
  const [first, second] = [(await make()).secret, (await make()).secret];
  const login = await findDropLogin(username);
  expect(await verifyDropPassword(login, first, null)).toBeNull();
  expect(await verifyDropPassword(login, second, null)).toMatchObject({ sourceId: id });
  expect(await verifyDropPassword(null, second, null)).toBeNull();
  const rows = await testDb()
    .sql`select hash from drop_secrets where source_id = ${id} and kind = 'password'`;
  expect(rows.map(({ hash }) => hash)).toEqual(Array(2).fill(expect.stringMatching(/^\$argon2id\$/)));
});

test("a token counts for its own drop until it is revoked or expires, and there are at most five", async () => {
  let now = new Date("2026-03-01T10:00:00Z");
  const { ctx } = await mintTenant({ clock: () => now });
  const { id } = await mintDrop(ctx);
  const other = await mintDrop(ctx);
  const deps = { db: testDb().db, clock: () => now, log: ctx.log };
  const { secret: token } = await makeDropSecret(ctx, { id, kind: "token", label: "x", days: 30 });
  const enter = (sourceId: string) => verifyDropToken({ token, sourceId }, null, deps);
  expect(await enter(other.id)).toBeNull();
  expect(await enter(id)).toMatchObject({ sourceId: id });
  now = new Date("2026-03-31T10:00:01Z");
  expect(await enter(id)).toBeNull();
  for (let made = 0; made < 4; made += 1)
    await makeDropSecret(ctx, { id, kind: "token", label: "", days: null });
  await expect(makeDropSecret(ctx, { id, kind: "token", label: "", days: null })).rejects.toMatchObject({
    code: "conflict",
  });
  const counting = (await getDropView(ctx, id)).secrets.find(({ expiresAt }) => expiresAt === null);
  await revokeDropSecret(ctx, { id, secretId: counting?.id ?? "" });
  await makeDropSecret(ctx, { id, kind: "token", label: "", days: null });
});
