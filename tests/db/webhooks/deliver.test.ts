import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { emitEvent } from "@/lib/events/emit";
import { listEvents } from "@/lib/events/list-events";
import { readKeptMails } from "@/lib/mail/outbox";
import { EVENT_TYPES, type EventType } from "@/lib/model/event";
import { createWebhook } from "@/lib/webhooks/create";
import { deliverNext } from "@/lib/webhooks/deliver";
import { dueEndpoints } from "@/lib/webhooks/endpoints.store";
import { getWebhook, listWebhooks } from "@/lib/webhooks/read";
import { replayFrom, resendDelivery, testWebhook } from "@/lib/webhooks/replay";
import { purgeEvents, sweepWebhooks } from "@/lib/webhooks/sweep";
import { rotateWebhookSecret, setWebhookState, updateWebhook } from "@/lib/webhooks/update";
import { testDb } from "../../support/db";
import { csv, NO_GUARDS, runFile, testDeps } from "../../support/pipeline";
import { eventsOf, type Receiver, startReceiver } from "../../support/receiver";
import { mintSync, mintTenant, mintWorkspace } from "../../support/tenant";

const DAY_MS = 86_400_000;

let receiver: Receiver;
let now: Date;
let ctx: WorkspaceCtx;
let owner: string;
const deps = () => ({ ...testDeps(), clock: () => now });

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver.close());
beforeEach(async () => {
  now = new Date("2026-11-20T08:00:00Z");
  const tenant = await mintTenant({ clock: () => now });
  owner = tenant.email;
  ctx = await mintWorkspace(tenant.ctx);
  receiver.received.length = 0;
  receiver.answer((_, res) => res.writeHead(200).end("thanks"));
});

/** What members do here is in the audit log too: not wanted, unless a test says so. */
const UNAUDITED = EVENT_TYPES.filter((type) => type !== "audit.entry");

async function webhook(types: readonly EventType[] = UNAUDITED, url = receiver.url) {
  const { id, secret } = await createWebhook(ctx, { url, description: "", types: [...types] });
  return { id, secret, ref: { orgId: ctx.orgId, endpointId: id } };
}

const tell = (n: number) => ctx.db.run((tx) => emitEvent(tx, ctx, { type: "alert.raised", data: { n } }));
const told = () => receiver.received.flatMap((message) => eventsOf(message).map(({ data }) => data.n));

/** As the job does: until there is nothing more to be sent. */
async function deliverAll(ref: { orgId: string; endpointId: string }): Promise<number> {
  let sent = 0;
  for (;;) {
    const done = await deliverNext(ref, deps());
    sent += done.sent;
    if (!done.more) return sent;
  }
}

test("events arrive in order, signed, as one message", async () => {
  await tell(0);
  const { ref, secret } = await webhook();
  for (const n of [1, 2, 3]) await tell(n);
  expect(await deliverAll(ref)).toBe(3);
  expect(told()).toEqual([1, 2, 3]);
  const [message] = receiver.received;
  const headers = message?.headers as Record<string, string>;
  expect(message?.path).toBe("/hook");
  const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
  expect(at).toEqual(now);
  const body = message?.body ?? "";
  expect(headers["webhook-signature"]).toBe(new Webhook(secret).sign(message?.id ?? "", at, body));
  expect(JSON.parse(body)).toMatchObject({ type: "events", data: { organizationId: ctx.orgId } });
  expect(await deliverAll(ref)).toBe(0);
  expect(receiver.received).toHaveLength(1);
});

test("a run of 1,200 users is three messages of at most 500 events", async () => {
  const { ref } = await webhook(["user.created"]);
  const syncId = (await mintSync(ctx, { guardSettings: NO_GUARDS })).id;
  await runFile(ctx, syncId, csv(...Array.from({ length: 1_200 }, (_, n) => `${n},p${n}@x.io,,,`)));
  expect(await deliverAll(ref)).toBe(1_200);
  expect(receiver.received.map((message) => eventsOf(message).length)).toEqual([500, 500, 200]);
  const users = receiver.received.flatMap((message) => eventsOf(message).map(({ data }) => data.userId));
  expect(new Set(users).size).toBe(1_200);
});

test("a webhook gets the types that it asked for", async () => {
  const { ref } = await webhook(["alert.cleared"]);
  await tell(1);
  await ctx.db.run((tx) => emitEvent(tx, ctx, { type: "alert.cleared", data: { n: 2 } }));
  await deliverAll(ref);
  expect(told()).toEqual([2]);
  expect((await listWebhooks(ctx)).webhooks).toMatchObject([{ behind: 0 }]);
});

describe("a server that does not accept", () => {
  test("is tried again with longer and longer waits, with the same message, and nothing overtakes it", async () => {
    const { ref, id } = await webhook();
    receiver.answer((_, res) => res.writeHead(503).end("internal names of the receiver"));
    await tell(1);
    expect(await deliverNext(ref, deps())).toEqual({ sent: 0, more: false });
    await tell(2);
    // Not before its time.
    await deliverNext(ref, deps());
    expect(receiver.received).toHaveLength(1);
    const waits: number[] = [];
    for (let at = 0; at < 5; at++) {
      const { webhook: shown } = await getWebhook(ctx, { id, page: 1 });
      waits.push(((shown.nextTryAt?.getTime() ?? 0) - now.getTime()) / 60_000);
      now = shown.nextTryAt ?? now;
      await deliverNext(ref, deps());
    }
    expect(waits).toEqual([1, 2, 5, 15, 30]);
    expect(new Set(receiver.received.map((message) => message.id)).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    receiver.answer((_, res) => res.writeHead(200).end());
    now = new Date(now.getTime() + DAY_MS / 24);
    await deliverAll(ref);
    expect(told().slice(-2)).toEqual([1, 2]);
    const { deliveries } = await getWebhook(ctx, { id, page: 1 });
    expect(deliveries.map(({ state, attempts, status }) => ({ state, attempts, status }))).toEqual([
      { state: "delivered", attempts: 1, status: 200 },
      { state: "delivered", attempts: 7, status: 200 },
    ]);
    expect(JSON.stringify(deliveries)).not.toContain("internal names");
  });

  test("for three days gets nothing more, and the owners a mail; enabled again it gets what is stored", async () => {
    const { ref, id } = await webhook();
    receiver.answer((_, res) => res.writeHead(500).end());
    await tell(1);
    const start = now;
    let tries = 0;
    for (;;) {
      await deliverNext(ref, deps());
      tries += 1;
      const { webhook: shown } = await getWebhook(ctx, { id, page: 1 });
      if (shown.state === "disabled") break;
      now = shown.nextTryAt ?? now;
    }
    expect(now.getTime() - start.getTime()).toBe(3 * DAY_MS);
    expect(tries).toBeGreaterThan(12);
    const kept = await readKeptMails(ctx.orgId);
    expect(kept.map(({ to, subject }) => [to.address, subject])).toEqual([
      [owner, expect.stringMatching(/^A webhook of Org .* was disabled$/)],
    ]);
    expect(kept[0]?.text).toContain("/settings/webhooks");
    expect(kept[0]?.text).not.toContain("/hook\n");
    await tell(2);
    expect(await dueEndpoints(testDb().db, now, 100)).not.toContainEqual(ref);
    receiver.answer((_, res) => res.writeHead(200).end());
    receiver.received.length = 0;
    await setWebhookState(ctx, { id, state: "enabled" });
    await tell(3);
    await deliverAll(ref);
    // Nobody wanted events while the only webhook was disabled.
    expect(told()).toEqual([1, 3]);
  });

  test("that says it is gone is disabled at once", async () => {
    const { ref, id } = await webhook();
    receiver.answer((_, res) => res.writeHead(410).end());
    await tell(1);
    await deliverNext(ref, deps());
    expect((await getWebhook(ctx, { id, page: 1 })).webhook.state).toBe("disabled");
  });
});

test("a worker that dies after sending sends the same message again, and one that was overtaken changes nothing", async () => {
  const { ref } = await webhook();
  await tell(1);
  const died = new Error("killed");
  const first: string[] = [];
  await expect(
    deliverNext(ref, deps(), async (message) => {
      first.push(message.headers["webhook-id"] ?? "");
      throw died;
    }),
  ).rejects.toBe(died);
  // Its lease is not over yet.
  expect(await deliverNext(ref, deps())).toEqual({ sent: 0, more: false });
  now = new Date(now.getTime() + 61_000);
  await deliverNext(ref, deps(), async (message) => {
    // While this one waits for the answer, its lease ends too, and another worker delivers.
    now = new Date(now.getTime() + 61_000);
    await deliverAll(ref);
    await tell(2);
    return { status: 500, failure: "refused", ms: Number(message.body.length) };
  });
  expect(receiver.received.map(({ id }) => id)).toEqual(first);
  await deliverAll(ref);
  expect(told()).toEqual([1, 2]);
});

test("after a rotation messages are signed with both secrets for a day", async () => {
  const { ref, id, secret } = await webhook();
  const { secret: next } = await rotateWebhookSecret(ctx, { id });
  await tell(1);
  await deliverAll(ref);
  now = new Date(now.getTime() + 1.1 * DAY_MS);
  await tell(2);
  await deliverAll(ref);
  const verifies = (key: string) =>
    receiver.received.map(({ id: messageId, headers, body }) => {
      const at = new Date(Number(headers["webhook-timestamp"]) * 1000);
      return String(headers["webhook-signature"])
        .split(" ")
        .includes(new Webhook(key).sign(messageId, at, body));
    });
  expect(verifies(secret)).toEqual([true, false]);
  expect(verifies(next)).toEqual([true, true]);
});

test("secrets are stored sealed, and are in no view", async () => {
  const { secret } = await webhook();
  const rows = await testDb().sql`select * from webhook_endpoints where org_id = ${ctx.orgId}`;
  expect(JSON.stringify(rows)).not.toContain(secret.slice("whsec_".length));
  expect(JSON.stringify(await listWebhooks(ctx))).not.toMatch(/whsec_|sealed/i);
});

test("a test, a message sent again and a replay from the log", async () => {
  const { ref, id } = await webhook();
  for (const n of [1, 2]) {
    await tell(n);
    await deliverAll(ref);
  }
  expect(await testWebhook(ctx, { id })).toMatchObject({ status: 200, failure: null });
  expect(JSON.parse(receiver.received.at(-1)?.body ?? "")).toMatchObject({ type: "test" });
  const { deliveries } = await getWebhook(ctx, { id, page: 1 });
  const first = deliveries.find((one) => one.first === "1");
  if (!first) throw new Error("No first delivery.");
  receiver.received.length = 0;
  await resendDelivery(ctx, { id, deliveryId: first.id });
  expect(told()).toEqual([1]);
  expect(receiver.received[0]?.id).not.toBe(`msg_${first.id}`);
  receiver.received.length = 0;
  await replayFrom(ctx, { id, deliveryId: first.id });
  await deliverAll(ref);
  expect(told()).toEqual([1, 2]);
});

test("a webhook that is paused gets what happened meanwhile when it is enabled", async () => {
  const { ref, id } = await webhook();
  await setWebhookState(ctx, { id, state: "paused" });
  await tell(1);
  expect(await deliverAll(ref)).toBe(0);
  await setWebhookState(ctx, { id, state: "enabled" });
  await deliverAll(ref);
  expect(told()).toEqual([1]);
});

test("one with fewer types leaves the rest unwritten", async () => {
  const { id } = await webhook();
  await updateWebhook(ctx, { id, url: receiver.url, description: "", types: ["run.failed"] });
  await tell(1);
  const rows = await testDb().sql`select 1 from outgoing_events where org_id = ${ctx.orgId}`;
  expect(rows).toHaveLength(0);
});

test("the sweep finds a webhook whose request was lost, and the purge deletes what is old", async () => {
  const { ref } = await webhook();
  await tell(1);
  expect(await dueEndpoints(testDb().db, now, 1_000)).toContainEqual(ref);
  expect((await sweepWebhooks(deps())).due).toBeGreaterThan(0);
  await deliverAll(ref);
  expect(await dueEndpoints(testDb().db, now, 1_000)).not.toContainEqual(ref);
  const { next } = await listEvents(ctx, {});
  const later = { ...testDeps(), clock: () => new Date(Date.now() + 40 * DAY_MS) };
  await purgeEvents(later);
  expect(await testDb().sql`select 1 from outgoing_events where org_id = ${ctx.orgId}`).toHaveLength(0);
  expect(await listEvents(ctx, { after: next })).toMatchObject({ events: [], next });
});
