import { beforeEach, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { retentionOf } from "@/lib/model/retention";
import { purgeOld } from "@/lib/purge/purge-old";
import { getRetention } from "@/lib/retention/read";
import { retentionInput } from "@/lib/retention/schema";
import { updateRetention } from "@/lib/retention/update";
import { testDb } from "../support/db";
import { csv, NO_GUARDS, runFile, testDeps } from "../support/pipeline";
import { mintChannelThings } from "../support/tenancy/channel-things";
import { mintSync, mintTenant, mintUser, mintWorkspace, type Tenant } from "../support/tenant";

const { sql } = testDb();
let ours: Tenant;
let ws: WorkspaceCtx;

beforeEach(async () => {
  ours = await mintTenant();
  ws = await mintWorkspace(ours.ctx);
});

const set = (days: object) =>
  updateRetention({ ...ours.ctx, confirmedAt: ours.ctx.clock() }, { ...retentionOf(undefined), ...days });
const daysAgo = (days: number) => new Date(testDeps().clock().getTime() - days * 86_400_000);
const count = async (table: string) =>
  (await sql`select 1 from ${sql(table)} where workspace_id = ${ws.workspaceId}`).length;

test("removed users go after the days that their organization has set, and not before", async () => {
  const theirs = await mintWorkspace((await mintTenant()).ctx);
  for (const place of [ws, theirs]) {
    const user = await mintUser(place);
    await sql`update users set state = 'removed', removed_at = ${daysAgo(20)} where id = ${user.id}`;
  }
  await purgeOld(testDeps());
  expect(await count("users")).toBe(1);
  await set({ removedUsers: 10 });
  await purgeOld(testDeps());
  expect(await count("users")).toBe(0);
  expect(await sql`select 1 from users where workspace_id = ${theirs.workspaceId}`).toHaveLength(1);
});

test("details of runs, and runs themselves, are kept for as long as is set", async () => {
  const { id: syncId } = await mintSync(ws, { guardSettings: NO_GUARDS });
  const old = await runFile(ws, syncId, csv("1,a@x.io,A,One,"));
  await runFile(ws, syncId, csv("1,a@x.io,A,Uno,"));
  await sql`update runs set finished_at = ${daysAgo(95)}, created_at = ${daysAgo(95)} where id = ${old.id}`;
  await set({ runDetails: 100 });
  await purgeOld(testDeps());
  expect(await sql`select 1 from changes where run_id = ${old.id}`).toHaveLength(1);
  await set({ runDetails: 91, runs: 94 });
  await purgeOld(testDeps());
  expect(await sql`select 1 from changes where run_id = ${old.id}`).toHaveLength(0);
  expect(await sql`select 1 from runs where id = ${old.id}`).toHaveLength(0);
});

test("entries of the audit log go after their time, never within a year, and never another organization's", async () => {
  const theirs = await mintTenant();
  const entry = (orgId: string, days: number) => sql`
    insert into audit_log (org_id, at, actor_kind, actor_label, action, target_kind)
    values (${orgId}, now() - make_interval(days => ${days}), 'system', 'Rollcall', 'run.expire', 'run')`;
  for (const days of [300, 500]) {
    await entry(ours.orgId, days);
    await entry(theirs.orgId, days);
  }
  await set({ auditLog: 365 });
  await purgeOld(testDeps());
  const left = (orgId: string) =>
    sql`select 1 from audit_log where org_id = ${orgId} and action = 'run.expire'`;
  expect(await left(ours.orgId)).toHaveLength(1);
  expect(await left(theirs.orgId)).toHaveLength(2);
  const early = ours.ctx.db.run((tx) => tx.execute("select purge_audit(now() + interval '1 day')"));
  await expect(early).resolves.toBeDefined();
  expect(await left(ours.orgId)).toHaveLength(1);
});

test("deliveries of alerts are kept for as long as is set for messages", async () => {
  const { deliveryId } = await mintChannelThings(ours.ctx, "a");
  await sql`update alert_deliveries set created_at = ${daysAgo(20)} where id = ${deliveryId}`;
  const left = () => sql`select 1 from alert_deliveries where id = ${deliveryId}`;
  await set({ messages: 30 });
  await purgeOld(testDeps());
  expect(await left()).toHaveLength(1);
  await set({ messages: 10 });
  await purgeOld(testDeps());
  expect(await left()).toHaveLength(0);
});

test("keeping less asks for the password; a run is listed at least as long as its details", async () => {
  await expect(
    updateRetention({ ...ours.ctx, confirmedAt: null }, { ...retentionOf(undefined), runs: 200 }),
  ).rejects.toMatchObject({ code: "confirm_needed" });
  expect(await getRetention(ours.ctx)).toEqual(retentionOf(undefined));
  expect(retentionInput.safeParse({ ...retentionOf(undefined), runDetails: 400, runs: 90 }).success).toBe(
    false,
  );
  expect(retentionInput.safeParse({ ...retentionOf(undefined), auditLog: 30 }).success).toBe(false);
  await set({ runs: 200 });
  expect(
    await sql`select detail from audit_log where org_id = ${ours.orgId} and action = 'organization.set_retention'`,
  ).toEqual([{ detail: { runsDays: { from: 400, to: 200 } } }]);
});
