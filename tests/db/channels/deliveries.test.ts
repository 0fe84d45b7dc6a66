// The environment is read once a process, by the first import that asks for it.
import "../../support/mails-to-server";

import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listInbox } from "@/lib/alerts/inbox";
import { setOrganizationAlerts } from "@/lib/alerts/preferences";
import { unsubscribeLinks } from "@/lib/auth/unsubscribe";
import { createChannel, deleteChannel, listChannels } from "@/lib/channels/channels";
import { deliver, failDelivery, planDeliveries } from "@/lib/channels/deliver";
import { planDigests } from "@/lib/channels/digest";
import { listDeliveries } from "@/lib/channels/log";
import { sendTest } from "@/lib/channels/send-test";
import { findSubscription, unsubscribe } from "@/lib/channels/unsubscribe";
import { approveRun } from "@/lib/runs/decide-run";
import { finishRun } from "@/lib/runs/finish-run";
import { startChatServer } from "../../support/chat-server";
import { testDb } from "../../support/db";
import { mails } from "../../support/mails-to-server";
import { csv, NO_GUARDS, runFile, testDeps, work } from "../../support/pipeline";
import { visitorAt } from "../../support/portal";
import {
  mintMember,
  mintRemoteSource,
  mintSync,
  mintTenant,
  mintWorkspace,
  type Tenant,
} from "../../support/tenant";

const chat = await startChatServer();
afterAll(async () => {
  await mails.stop();
  await chat.stop();
});

let tenant: Tenant;
let ws: Awaited<ReturnType<typeof mintWorkspace>>;
let syncId: string;

beforeEach(async () => {
  chat.received.length = 0;
  chat.answers.length = 0;
  tenant = await mintTenant();
  await testDb().sql`update accounts set email_verified_at = now() where id = ${tenant.accountId}`;
  ws = await mintWorkspace(tenant.ctx);
  const guardSettings = { ...NO_GUARDS, removals: { atLeast: 1, percent: 1 } };
  syncId = (await mintSync(ws, { name: "HR export", guardSettings })).id;
});

const ref = (runId: string) => ({ orgId: ws.orgId, workspaceId: ws.workspaceId, syncId, runId });

const ROWS = ["1,a@x.io,Ann,Lee,", "2,b@x.io,Bea,Berg,", "3,c@x.io,Cy,Dal,", "4,d@x.io,Di,Ek,"];
const MORE = ["5,e@x.io,Ed,Fox,", "6,f@x.io,Flo,Gil,", "7,g@x.io,Gus,Hay,"];

async function night(rows: readonly string[]) {
  const run = await runFile(ws, syncId, csv(...rows));
  await finishRun(ref(run.id), testDeps());
  return run;
}

/** A night of which the plan waits, with the notice that tells it. */
async function heldNight() {
  await night([...ROWS, ...MORE]);
  const run = await night([ROWS[0] ?? ""]);
  const [item] = (await listInbox(tenant.ctx)).items;
  return { run, notice: { orgId: ws.orgId, workspaceId: ws.workspaceId, noticeId: item?.id ?? "" } };
}

const toSlack = () => createChannel(tenant.ctx, { kind: "slack", name: "#hr", url: chat.url });
const mailed = () => mails.received.filter(({ to }) => to === tenant.email);
const log = async () => (await listDeliveries(tenant.ctx)).deliveries;

describe("a plan that is held", () => {
  test("is mailed and posted once each, with its reasons, people and losses, and opens exactly that plan", async () => {
    await toSlack();
    const { run, notice } = await heldNight();
    const refs = await planDeliveries(notice, testDeps());
    expect(refs).toHaveLength(2);
    expect(await planDeliveries(notice, testDeps())).toEqual(refs);
    for (const each of [...refs, ...refs]) expect(await deliver(each, testDeps())).toEqual({ state: "sent" });
    expect(await planDeliveries(notice, testDeps())).toEqual([]);

    const [mail, ...others] = mailed();
    expect(others).toEqual([]);
    expect(mail?.subject).toBe("Pending approval: HR export in People");
    for (const form of [mail?.plain ?? "", mail?.html ?? ""]) {
      expect(form).toContain("HR export");
      expect(form).toMatch(/6 of (the )?7|6 users/);
      for (const name of ["Bea Berg", "Cy Dal", "Di Ek", "Ed Fox", "Flo Gil"]) expect(form).toContain(name);
      // Five people at most, and never an address of theirs.
      expect(form).not.toContain("Gus Hay");
      expect(form).not.toContain("@x.io");
      expect(form).toContain(`/${tenant.slug}/${ws.slug}/runs/${run.id}`);
      expect(form).toContain("You get this e-mail because you follow this sync");
      expect(form).toContain("/account/notifications");
    }
    expect(mail?.text).toMatch(/^List-Unsubscribe:\s+</m);
    expect(mail?.text).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);

    expect(chat.received).toHaveLength(1);
    expect(JSON.stringify(chat.received[0]?.body)).toContain(`/runs/${run.id}`);
    expect((await log()).map(({ via, state, attempts }) => `${via} ${state} ${attempts}`).sort()).toEqual([
      "mail sent 1",
      "slack sent 1",
    ]);
  });

  test("is the same e-mail again for its reader when the process died before it noted that it was sent", async () => {
    const { notice } = await heldNight();
    const [first] = await planDeliveries(notice, testDeps());
    if (!first) throw new Error("Nobody is told.");
    await deliver(first, testDeps());
    await testDb().sql`update alert_deliveries set state = 'waiting' where id = ${first.deliveryId}`;
    await deliver(first, testDeps());
    const ids = mailed().map(({ text }) => /^Message-ID: (.+?)\r?$/im.exec(text)?.[1]);
    expect(ids).toEqual(Array(2).fill(`<alert.${first.deliveryId}@localhost>`));
  });

  test("is not told any more when it was approved before the message's turn came", async () => {
    const { run, notice } = await heldNight();
    const [first] = await planDeliveries(notice, testDeps());
    await approveRun(ws, { runId: run.id, what: "all" });
    await work(ws, ref(run.id));
    expect(first && (await deliver(first, testDeps()))).toEqual({ state: "dropped" });
    expect(mailed()).toEqual([]);
  });

  test("is not mailed to whoever has left the organization, or has no verified address", async () => {
    const { notice } = await heldNight();
    const [first] = await planDeliveries(notice, testDeps());
    await testDb().sql`update accounts set email_verified_at = null where id = ${tenant.accountId}`;
    expect(first && (await deliver(first, testDeps()))).toEqual({ state: "dropped" });
    expect(mailed()).toEqual([]);
  });
});

describe("a channel", () => {
  test("that is busy is tried again, and that refuses is not; the log says why", async () => {
    await toSlack();
    const { notice } = await heldNight();
    const refs = await planDeliveries(notice, testDeps());
    const slack = (await log()).find(({ via }) => via === "slack");
    const one = refs.find(({ deliveryId }) => deliveryId === slack?.id) ?? { orgId: "", deliveryId: "" };
    chat.answers.push(503, 404);
    await expect(deliver(one, testDeps())).rejects.toMatchObject({ code: "channel_failed", retry: true });
    expect((await log()).find(({ id }) => id === one.deliveryId)).toMatchObject({
      state: "waiting",
      attempts: 1,
    });
    expect(await deliver(one, testDeps())).toEqual({ state: "failed" });
    const [row] = (await log()).filter(({ id }) => id === one.deliveryId);
    expect(row).toMatchObject({ state: "failed", attempts: 2, recipient: "#hr" });
    expect(row?.failure).toContain("Slack does not know this webhook any more.");
    await failDelivery(one, testDeps());
    expect((await log()).find(({ id }) => id === one.deliveryId)?.attempts).toBe(2);
  });

  test("keeps its address sealed, and shows it to nobody", async () => {
    const { id } = await toSlack();
    const rows = await testDb().sql`select * from alert_channels where id = ${id}`;
    expect(JSON.stringify(rows)).not.toContain("s3cr3t");
    expect(JSON.stringify(await listChannels(tenant.ctx))).not.toMatch(/s3cr3t|v2\./);
    const audit = await testDb().sql`select * from audit_log where org_id = ${tenant.orgId}`;
    expect(JSON.stringify(audit)).not.toContain("s3cr3t");
  });

  test("is only one of the chat's own addresses, has a name of its own, and is gone when it is removed", async () => {
    await expect(
      createChannel(tenant.ctx, { kind: "slack", name: "x", url: "https://example.com/x" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    const { id } = await toSlack();
    await expect(toSlack()).rejects.toMatchObject({ code: "conflict" });
    await deleteChannel(tenant.ctx, { channelId: id });
    expect(await listChannels(tenant.ctx)).toEqual([]);
    await expect(deleteChannel(tenant.ctx, { channelId: id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("gets a test while someone waits, and they are told why it does not arrive", async () => {
    const { id } = await toSlack();
    await sendTest(tenant.ctx, { channelId: id });
    expect(JSON.stringify(chat.received[0]?.body)).toContain("Test of alerts");
    chat.answers.push(500, 404);
    for (const _ of [1, 2])
      await expect(sendTest(tenant.ctx, { channelId: id })).rejects.toMatchObject({ code: "channel_failed" });
    await sendTest(tenant.ctx, { channelId: null });
    expect(mailed().at(-1)?.subject).toBe("Test of alerts from Rollcall");
    expect((await log()).map(({ about, via, state }) => `${about} ${via} ${state}`)).toEqual([
      ...["test mail sent", "test slack failed", "test slack failed", "test slack sent"],
    ]);
  });
});

describe("an unsubscribe link", () => {
  const tokenOf = (text: string) =>
    new URL(/<(http[^>]*unsubscribe[^>]*)>/.exec(text)?.[1] ?? "").searchParams.get("token") ?? "";

  test("ends the mails of that organization without signing in, and nothing else", async () => {
    const { notice } = await heldNight();
    for (const each of await planDeliveries(notice, testDeps())) await deliver(each, testDeps());
    const token = tokenOf(mailed()[0]?.text.replace(/\r?\n[ \t]/g, "") ?? "");
    expect(await findSubscription(visitorAt(), { token })).toMatchObject({ isMailed: true });
    await unsubscribe(visitorAt(), { token });
    await unsubscribe(visitorAt(), { token });
    expect(await findSubscription(visitorAt(), { token })).toMatchObject({ isMailed: false });
    await night([...ROWS, ...MORE]);
    const run = await night([ROWS[0] ?? ""]);
    const [item] = (await listInbox(tenant.ctx)).items;
    expect(item?.runId).toBe(run.id);
    expect(await planDeliveries({ ...notice, noticeId: item?.id ?? "" }, testDeps())).toEqual([]);
  });

  test("that we did not make, or of someone who has left, ends nothing", async () => {
    const { orgId } = tenant;
    const [ann, bob] = [await mintMember(tenant, "viewer"), await mintMember(tenant, "viewer")];
    await testDb()
      .sql`update accounts set email_verified_at = now() where id in (${ann.accountId}, ${bob.accountId})`;
    const tokenFor = ({ accountId }: { accountId: string }) =>
      new URL(unsubscribeLinks({ orgId, accountId }).page).searchParams.get("token") ?? "";
    const [, , signature = ""] = tokenFor(ann).split(".");
    const forged = [
      [orgId, bob.accountId, signature],
      [orgId, ann.accountId, signature.replace(/^./, (first) => (first === "A" ? "B" : "A"))],
      [(await mintTenant()).orgId, ann.accountId, signature],
    ].map((parts) => parts.join("."));
    const refused = async (token: string) =>
      expect(unsubscribe(visitorAt(), { token })).rejects.toMatchObject({ code: "not_found" });
    for (const token of ["", "x", "a.b.c.d.e", ...forged]) await refused(token);
    await unsubscribe(visitorAt(), { token: tokenFor(ann) });
    await testDb().sql`delete from members where org_id = ${orgId} and account_id = ${ann.accountId}`;
    await refused(tokenFor(ann));
  });
});

describe("the weekly digest", () => {
  test("goes once, on its weekday, to those who follow a sync, with what it did and what is to look at", async () => {
    const { id } = await mintRemoteSource(tenant.ctx);
    await testDb()
      .sql`update syncs set remote_source_id = ${id}, source_kind = 'remote' where id = ${syncId}`;
    await heldNight();
    const viewer = await mintMember(tenant, "viewer");
    await testDb().sql`update accounts set email_verified_at = now() where id = ${viewer.accountId}`;
    const deps = testDeps();
    const today = deps.clock().getUTCDay() || 7;
    const ours = async () => (await planDigests(deps)).filter(({ orgId }) => orgId === tenant.orgId);
    await setOrganizationAlerts(tenant.ctx, { choices: {}, digestWeekday: (today % 7) + 1 });
    expect(await ours()).toEqual([]);
    await setOrganizationAlerts(tenant.ctx, { choices: {}, digestWeekday: today });
    const refs = await ours();
    expect(refs).toHaveLength(1);
    for (const each of refs) expect(await deliver(each, deps)).toEqual({ state: "sent" });
    expect(await ours()).toEqual([]);
    const [mail, ...others] = mailed();
    expect(others).toEqual([]);
    expect(mail?.subject).toContain("1 sync to look at");
    expect(mail?.plain).toContain("HR export in People: a plan pending approval");
    expect(mail?.plain).toMatch(/Runs: 2/);
  });
});
