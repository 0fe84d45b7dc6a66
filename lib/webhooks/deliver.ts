import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { selectEventRows } from "@/lib/events/read.store";
import { orderFresh, refreshWants, selectStream } from "@/lib/events/streams.store";
import { EVENTS_A_BATCH } from "@/lib/model/event";
import type { EndpointRef } from "@/lib/model/run-ref";
import { nextTry } from "@/lib/model/webhook";
import { type JobDeps, jobDeps, openOrgSystem } from "@/lib/runs/open-run";
import {
  type DeliveryRow,
  insertDelivery,
  noteAttempt,
  selectPending,
} from "@/lib/webhooks/deliveries.store";
import { type EndpointRow, giveBack, takeEndpoint } from "@/lib/webhooks/endpoints.store";
import { bodyOf, eventsBetween, messageId } from "@/lib/webhooks/message";
import { type Answer, type Message, postMessage } from "@/lib/webhooks/post";
import { signedHeaders } from "@/lib/webhooks/signing";
import { tellDisabled } from "@/lib/webhooks/tell-disabled";

/** Longer than an attempt can take. */
const LEASE_MS = 60_000;
/** By Standard Webhooks: whoever answers so wants nothing more. */
const GONE = 410;

type Post = (message: Message) => Promise<Answer>;
type Ready = { endpoint: EndpointRow; delivery: DeliveryRow; message: Message };

/**
 * Delivers the next message to an endpoint: the one that has not arrived yet, or the next up to 500 events. At least once
 * and in order: the next message is made only when the one before has arrived. Killed at any moment, the same message is
 * sent again under the same id. `more`: it may be called again at once.
 */
export async function deliverNext(
  { orgId, endpointId }: EndpointRef,
  deps: JobDeps = jobDeps(),
  post: Post = postMessage,
): Promise<{ sent: number; more: boolean }> {
  const ctx = openOrgSystem({ orgId }, deps);
  const ready = await ctx.db.run((tx) => prepare(tx, ctx, endpointId));
  if (!ready) return { sent: 0, more: false };
  const answer = await post(ready.message);
  const { isMine, isDisabled } = await ctx.db.run((tx) => conclude(tx, ctx, ready, answer));
  if (isDisabled) await tellDisabled(ctx, ready.endpoint);
  const { size } = ready.delivery;
  ctx.log.info("webhook.attempted", { endpointId, size, status: answer.status, failure: answer.failure });
  const arrived = isMine && answer.failure === null;
  return { sent: arrived ? size : 0, more: arrived };
}

/** Takes the endpoint and finds what is to be sent; null when there is nothing, or it is not to be tried now. */
async function prepare(tx: Tx, ctx: Ctx, endpointId: string): Promise<Ready | null> {
  const endpoint = await takeEndpoint(tx, ctx, endpointId, LEASE_MS);
  if (!endpoint) return null;
  const delivery = (await selectPending(tx, ctx, endpointId)) ?? (await nextDelivery(tx, ctx, endpoint));
  if (!delivery) return null;
  const events = await eventsBetween(tx, ctx, delivery);
  if (events.length === 0) {
    const at = ctx.clock();
    await noteAttempt(tx, ctx, delivery.id, { status: null, failure: "gone", ms: 0, state: "failed", at });
    await giveBack(tx, ctx, endpoint, { cursor: delivery.lastPosition ?? endpoint.cursor, nextTryAt: null });
    return null;
  }
  const body = bodyOf(ctx, { at: delivery.createdAt, events });
  const headers = signedHeaders(endpoint, { id: messageId(delivery.id), body, at: ctx.clock() });
  return { endpoint, delivery, message: { url: endpoint.url, headers, body } };
}

async function nextDelivery(tx: Tx, ctx: Ctx, endpoint: EndpointRow): Promise<DeliveryRow | null> {
  await orderFresh(tx, ctx);
  const upTo = (await selectStream(tx, ctx))?.lastPosition ?? 0;
  const { cursor: after, types } = endpoint;
  const rows = await selectEventRows(tx, ctx, { after, upTo, limit: EVENTS_A_BATCH, types });
  const positions = rows
    .flatMap(({ position, size }) => Array.from({ length: size }, (_, at) => position + at))
    .filter((position) => position > after)
    .slice(0, EVENTS_A_BATCH);
  const [firstPosition, lastPosition] = [positions[0], positions.at(-1)];
  if (firstPosition === undefined || lastPosition === undefined) {
    // What is left was not wanted: it need not be looked through again.
    await giveBack(tx, ctx, endpoint, { cursor: Math.max(after, upTo) });
    return null;
  }
  const made = await insertDelivery(tx, ctx, {
    endpointId: endpoint.id,
    kind: "events",
    types,
    firstPosition,
    lastPosition,
    size: positions.length,
    createdAt: ctx.clock(),
  });
  return made ?? null;
}

/** Notes what came of an attempt, unless someone else has taken over meanwhile. */
async function conclude(
  tx: Tx,
  ctx: Ctx,
  { endpoint, delivery }: Ready,
  answer: Answer,
): Promise<{ isMine: boolean; isDisabled: boolean }> {
  const at = ctx.clock();
  if (answer.failure === null) {
    const cursor = delivery.lastPosition ?? endpoint.cursor;
    const isMine = await giveBack(tx, ctx, endpoint, { cursor, failingSince: null, nextTryAt: null });
    if (isMine) await noteAttempt(tx, ctx, delivery.id, { ...answer, state: "delivered", at });
    return { isMine, isDisabled: false };
  }
  const failingSince = endpoint.failingSince ?? at;
  const attempts = delivery.attempts + 1;
  const nextTryAt = answer.status === GONE ? null : nextTry({ attempts, failingSince, now: at });
  const isOver = nextTryAt === null;
  const set = { failingSince, nextTryAt, ...(isOver ? { state: "disabled" as const } : {}) };
  const isMine = await giveBack(tx, ctx, endpoint, set);
  if (!isMine) return { isMine, isDisabled: false };
  await noteAttempt(tx, ctx, delivery.id, { ...answer, state: isOver ? "failed" : "pending", at });
  if (isOver) await refreshWants(tx, ctx, at);
  return { isMine, isDisabled: isOver };
}
