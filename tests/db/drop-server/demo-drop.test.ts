import { mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findDropLogin, verifyDropPassword } from "@/lib/auth/drop/login";
import { listEntries } from "@/lib/drops/entries";
import { createLog } from "@/lib/log";
import { dropLine } from "@/lib/runtime/demo/outcome";
import { seedDrop } from "@/lib/runtime/demo/seed-drop";
import { testDb } from "../../support/db";
import { mintTenant, mintWorkspace } from "../../support/tenant";

const { db, sql } = testDb();
const deps = { db, clock: () => new Date(), log: createLog("drop") };

test("the demo's drop keeps its user name and password over restarts, and gets its first file once", async () => {
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  const file = join(await mkdtemp(join(tmpdir(), "rollcall-demo-")), "drop.json");
  const first = await seedDrop(ctx, file);
  const again = await seedDrop(ctx, file);
  expect([first.hasNewFile, again.hasNewFile]).toEqual([true, false]);
  expect({ ...again, hasNewFile: true, ctx: null }).toEqual({ ...first, ctx: null });
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const { username, password } = first.signIn;
  const drop = await verifyDropPassword(await findDropLogin(username, deps), password, null, deps);
  const entries = drop ? await listEntries(drop, "") : [];
  expect(entries.map(({ path }) => path)).toEqual(["seasonal-staff.csv"]);
  expect(await sql`select path, schedule_kind from syncs where id = ${first.syncId}`).toEqual([
    { path: "seasonal-staff.csv", schedule_kind: "arrival" },
  ]);
  expect(dropLine(first.signIn, "2222")).toBe(
    `Drop: sftp://${username}@localhost:2222  password: ${password}`,
  );
});

test("a password that someone has revoked in the demo is replaced by another one", async () => {
  const ctx = await mintWorkspace((await mintTenant()).ctx);
  const file = join(await mkdtemp(join(tmpdir(), "rollcall-demo-")), "drop.json");
  const before = await seedDrop(ctx, file);
  await sql`update drop_secrets set revoked_at = now() where org_id = ${ctx.orgId}`;
  const after = await seedDrop(ctx, file);
  expect(after.signIn.username).toBe(before.signIn.username);
  expect(after.signIn.password).not.toBe(before.signIn.password);
});
