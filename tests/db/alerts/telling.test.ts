import { addDays, subDays } from "date-fns";
import { beforeEach, describe, expect, test } from "vitest";
import { workspaceMembers } from "@/drizzle/schema";
import { followSync, getFollowing, muteSync } from "@/lib/alerts/follow";
import { countInbox, listInbox, listOpenAlerts, markRead, markRunRead } from "@/lib/alerts/inbox";
import { setOrganizationAlerts, setPreferences } from "@/lib/alerts/preferences";
import { listMailRecipients, takeOverNotice } from "@/lib/alerts/read-notice";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { removeMember } from "@/lib/members/remove";
import { purgeOld } from "@/lib/purge/purge-old";
import { failRun } from "@/lib/runs/finish-run";
import { openSystem } from "@/lib/runs/open-run";
import { markLateSyncs } from "@/lib/runs/schedule";
import { sweepAlerts } from "@/lib/runs/sweep-alerts";
import { detachSync } from "@/lib/syncs/detach";
import { deleteWorkspace } from "@/lib/workspaces/delete";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, queueFile, runFile, testDeps } from "../../support/pipeline";
import { mintMember, mintSync, mintTenant, mintWorkspace, type Tenant } from "../../support/tenant";

const { sql } = testDb();

let tenant: Tenant;
let ws: WorkspaceCtx & { slug: string };
let syncId: string;

beforeEach(async () => {
  tenant = await mintTenant();
  ws = await mintWorkspace(tenant.ctx);
  syncId = (await mintSync(ws, { guardSettings: { ...NO_GUARDS, removals: { atLeast: 1, percent: 1 } } })).id;
});

const asMember = (member: Tenant): WorkspaceCtx => ({ ...ws, ...member.ctx, workspaceId: ws.workspaceId });
const fail = async () => failRun(await queueFile(ws, syncId, csv("1,a@x.io,A,,")), testDeps());
const works = async (...rows: string[]) => {
  await runFile(ws, syncId, csv(...rows));
  await sweepAlerts(testDeps());
};
const told = async (ctx: Ctx) =>
  (await listInbox(ctx)).items.map(({ kind, transition }) => `${kind} ${transition}`).reverse();
const later = (days: number) => ({ ...testDeps(), clock: () => addDays(new Date(), days) });
const system = () => openSystem(ws, testDeps());

describe("who is told", () => {
  test("owners, unless they mute it; others once they follow it", async () => {
    const admin = await mintMember(tenant, "admin");
    const viewer = await mintMember(tenant, "viewer");
    await followSync(asMember(viewer), { syncId });
    expect(await getFollowing(asMember(viewer), { syncId })).toEqual({ follows: true, isChosen: true });
    expect(await getFollowing(asMember(admin), { syncId })).toEqual({ follows: false, isChosen: false });
    await fail();
    expect(await told(tenant.ctx)).toEqual(["failed raised"]);
    expect(await told(viewer.ctx)).toEqual(["failed raised"]);
    expect(await told(admin.ctx)).toEqual([]);
    await muteSync(asMember(tenant), { syncId });
    // Who did not hear of the failure need not hear that it is over.
    await followSync(asMember(admin), { syncId });
    await works("1,a@x.io,Ann,,");
    expect(await told(tenant.ctx)).toEqual(["failed raised"]);
    expect(await told(viewer.ctx)).toEqual(["failed raised", "failed cleared"]);
    expect(await told(admin.ctx)).toEqual([]);
  });

  test("members who may see the runs of the workspace at that moment, and nobody else", async () => {
    const other = await mintWorkspace(tenant.ctx);
    const roles = [
      ["admin", ws.workspaceId, true],
      ["viewer", ws.workspaceId, true],
      ["author", ws.workspaceId, false],
      ["admin", other.workspaceId, false],
    ] as const;
    for (const [role, workspaceId, isTold] of roles) {
      const guest = await mintMember(tenant, "guest");
      const { orgId, accountId } = guest;
      await ws.db.run((tx) => tx.insert(workspaceMembers).values({ orgId, workspaceId, accountId, role }));
      await followSync(asMember(guest), { syncId });
      await fail();
      await works(`1,a@x.io,${role},,`);
      const rows = await sql`select notice_id from inbox_items where account_id = ${accountId}`;
      expect([role, rows.length]).toEqual([role, isTold ? 2 : 0]);
      const [last] = (await listInbox(tenant.ctx)).items;
      const mailed = async () =>
        (await listMailRecipients(system(), last?.id ?? "")).map((to) => to.accountId);
      await sql`update accounts set email_verified_at = now() where id = ${accountId}`;
      expect((await mailed()).includes(accountId)).toBe(isTold);
      await sql`delete from workspace_members where account_id = ${accountId}`;
      expect((await mailed()).includes(accountId)).toBe(false);
    }
  });

  test("where the member chose, else where the organization says", async () => {
    await sql`update accounts set email_verified_at = now() where id = ${tenant.accountId}`;
    await setOrganizationAlerts(tenant.ctx, {
      choices: { failed: { mail: false, inApp: true }, row_errors: { mail: false, inApp: false } },
      digestWeekday: null,
    });
    await fail();
    const [item] = (await listInbox(tenant.ctx)).items;
    expect(await listMailRecipients(system(), item?.id ?? "")).toEqual([]);
    await works("1,a@x.io,A,,");
    await works("1,a@x.io,A,,", "2,bad,A,,");
    expect(await told(tenant.ctx)).toEqual(["failed raised", "failed cleared"]);
    await setPreferences(tenant.ctx, { choices: [{ kind: "failed", mail: true, inApp: false }] });
    await fail();
    const [notice] = await sql`select n.id from alert_notices n join alerts a on a.id = n.alert_id
      where a.org_id = ${tenant.orgId} and a.kind = 'failed' order by n.at desc limit 1`;
    expect(await listMailRecipients(system(), notice?.id)).toMatchObject([{ email: tenant.email }]);
    expect(await told(tenant.ctx)).toEqual(["failed raised", "failed cleared"]);
  });

  test("a member who is removed leaves nothing behind", async () => {
    const admin = await mintMember(tenant, "admin");
    await followSync(asMember(admin), { syncId });
    await setPreferences(admin.ctx, { choices: [{ kind: "late", mail: false, inApp: false }] });
    await fail();
    const [member] = await sql`select id from members where account_id = ${admin.accountId}`;
    await removeMember(tenant.ctx, { memberId: member?.id });
    for (const table of ["inbox_items", "sync_followers", "alert_preferences"])
      expect([table, await sql`select from ${sql(table)} where account_id = ${admin.accountId}`]).toEqual([
        table,
        [],
      ]);
    expect(await told(tenant.ctx)).toEqual(["failed raised"]);
  });
});

describe("the inbox", () => {
  test("counts what is unread, and is read item by item, by the page of its run, or as a whole", async () => {
    await fail();
    await works("1,a@x.io,A,,", "2,b@x.io,B,,", "3,c@x.io,C,,");
    await works("1,a@x.io,A,,");
    expect(await told(tenant.ctx)).toEqual(["failed raised", "failed cleared", "pending raised"]);
    expect(await countInbox(tenant.ctx)).toBe(2);
    const [pending, recovered] = (await listInbox(tenant.ctx)).items;
    await markRunRead(asMember(tenant), { runId: pending?.runId ?? "" });
    expect(await countInbox(tenant.ctx)).toBe(1);
    await markRead(tenant.ctx, { noticeIds: [recovered?.id ?? ""] });
    expect(await countInbox(tenant.ctx)).toBe(0);
    await fail();
    await markRead(tenant.ctx, { noticeIds: null });
    expect(await countInbox(tenant.ctx)).toBe(0);
  });

  test("is read page by page, each item once", async () => {
    for (const name of ["A", "B", "C"]) {
      await fail();
      await works(`1,a@x.io,${name},,`);
    }
    const first = await listInbox(tenant.ctx, { limit: 4 });
    const second = await listInbox(tenant.ctx, { limit: 4, before: first.next });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect([first.items.length, second.items.length, second.next, new Set(ids).size]).toEqual([
      4,
      2,
      null,
      6,
    ]);
  });
});

describe("what time brings", () => {
  test("a plan is reminded of once, after three days", async () => {
    await works("1,a@x.io,A,,", "2,b@x.io,B,,", "3,c@x.io,C,,");
    await works("1,a@x.io,A,,");
    await sweepAlerts(later(2));
    expect(await told(tenant.ctx)).toEqual(["pending raised"]);
    for (const days of [3, 4, 5]) await sweepAlerts(later(days));
    expect(await told(tenant.ctx)).toEqual(["pending raised", "pending reminder"]);
  });

  test("a notice that no job has taken over is asked for again, until one has", async () => {
    await fail();
    const [item] = (await listInbox(tenant.ctx)).items;
    const asked = async () => (await sweepAlerts(later(1))).resent;
    expect((await sweepAlerts(testDeps())).resent).toBe(0);
    expect(await asked()).toBeGreaterThan(0);
    expect(await takeOverNotice(system(), item?.id ?? "")).toBe(true);
    expect(await takeOverNotice(system(), item?.id ?? "")).toBe(false);
    const rows = await sql`select from alert_notices where org_id = ${tenant.orgId} and handed_at is null`;
    expect(rows.length).toBe(0);
  });

  test("what was told goes after 90 days, and what is still so stays", async () => {
    await fail();
    await sql`update alert_notices set at = ${subDays(new Date(), 100)} where org_id = ${tenant.orgId}`;
    await purgeOld(testDeps());
    expect(await told(tenant.ctx)).toEqual([]);
    expect(await listOpenAlerts(ws)).toMatchObject([{ kind: "failed" }]);
  });

  test("a sync that is late is told, and that a new file came", async () => {
    await sql`update syncs set late_at = ${subDays(new Date(), 1)} where id = ${syncId}`;
    await markLateSyncs(testDeps());
    expect(await told(tenant.ctx)).toEqual(["late raised"]);
    const now = new Date();
    await sql`update syncs set last_new_file_at = ${now}, late_since = null where id = ${syncId}`;
    await sql`update sync_conditions set cleared_at = ${now} where sync_id = ${syncId}`;
    await sweepAlerts(testDeps());
    expect(await told(tenant.ctx)).toEqual(["late raised", "late cleared"]);
  });
});

describe("what ends with its sync", () => {
  test("detached: nothing is open any more, and nobody is told that it works again", async () => {
    await fail();
    await detachSync(ws, { syncId, users: "keep" });
    await sweepAlerts(testDeps());
    expect(await listOpenAlerts(ws)).toEqual([]);
    expect(await told(tenant.ctx)).toEqual(["failed raised"]);
    expect(await countInbox(tenant.ctx)).toBe(0);
  });

  test("a deleted workspace takes its alerts along", async () => {
    await fail();
    await deleteWorkspace(tenant.ctx, { id: ws.workspaceId, typedName: "People" });
    await sweepAlerts(testDeps());
    expect(await told(tenant.ctx)).toEqual([]);
    for (const table of ["alerts", "alert_notices", "inbox_items", "alert_signals", "sync_followers"])
      expect([table, await sql`select from ${sql(table)} where org_id = ${tenant.orgId}`]).toEqual([
        table,
        [],
      ]);
  });
});
