import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { hostOf } from "@/lib/webhooks/create";
import {
  type DeliveryRow,
  dropPending,
  insertDelivery,
  noteAttempt,
  selectDelivery,
} from "@/lib/webhooks/deliveries.store";
import { type EndpointRow, setEndpoint } from "@/lib/webhooks/endpoints.store";
import { bodyOf, eventsBetween, messageId, testBody } from "@/lib/webhooks/message";
import { type Answer, postMessage } from "@/lib/webhooks/post";
import { getEndpoint } from "@/lib/webhooks/read";
import { signedHeaders } from "@/lib/webhooks/signing";
import { lockedEndpoint } from "@/lib/webhooks/update";

/** Sends a webhook a message without events, once. Throws `not_found`, `throttled`; what the server answers is a result. */
export async function testWebhook(ctx: Ctx, { id }: { id: string }): Promise<Answer> {
  await consumeRateLimit(ctx, "webhookTest", ctx.orgId);
  const endpoint = await ctx.db.run((tx) => getEndpoint(tx, ctx, id));
  const at = ctx.clock();
  return sendOnce(ctx, endpoint, {
    body: testBody(ctx, at),
    row: { kind: "test", types: [], firstPosition: null, lastPosition: null, size: 0 },
  });
}

/**
 * Sends the events of an earlier message again, once, as a message of its own. Throws `not_found`, `throttled`; `conflict`
 * when they are no longer stored. What the server answers is a result.
 */
export async function resendDelivery(
  ctx: Ctx,
  { id, deliveryId }: { id: string; deliveryId: string },
): Promise<Answer> {
  await consumeRateLimit(ctx, "webhookTest", ctx.orgId);
  const { endpoint, delivery, events } = await ctx.db.run(async (tx) => {
    const endpoint = await getEndpoint(tx, ctx, id);
    const delivery = await selectDelivery(tx, ctx, { endpointId: id, id: deliveryId });
    if (!delivery) throw notFound("This delivery");
    return { endpoint, delivery, events: await eventsBetween(tx, ctx, delivery) };
  });
  if (events.length === 0) throw notStored();
  const { types, firstPosition, lastPosition } = delivery;
  return sendOnce(ctx, endpoint, {
    body: bodyOf(ctx, { at: ctx.clock(), events }),
    row: { kind: "replay", types, firstPosition, lastPosition, size: events.length },
  });
}

/**
 * Delivers everything again from the first event of an earlier message on, in order, as new messages. Throws `not_found`;
 * `conflict` for a test.
 */
export async function replayFrom(
  ctx: Ctx,
  { id, deliveryId }: { id: string; deliveryId: string },
): Promise<void> {
  await ctx.db.run(async (tx) => {
    const endpoint = await lockedEndpoint(tx, ctx, id);
    const delivery = await selectDelivery(tx, ctx, { endpointId: id, id: deliveryId });
    if (!delivery) throw notFound("This delivery");
    if (delivery.firstPosition === null) throw notStored();
    await dropPending(tx, ctx, id);
    // What a worker still says of the message that is under way is not believed from here on.
    await setEndpoint(tx, ctx, id, {
      cursor: Math.min(endpoint.cursor, delivery.firstPosition - 1),
      fence: endpoint.fence + 1,
      ...{ nextTryAt: null, leaseUntil: null },
    });
    const target = { targetKind: "webhook", targetId: id, targetLabel: hostOf(endpoint.url) } as const;
    await writeAudit(tx, ctx, { action: "webhook.replay", ...target });
  });
}

type Once = {
  body: string;
  row: Pick<DeliveryRow, "kind" | "types" | "firstPosition" | "lastPosition" | "size">;
};

async function sendOnce(ctx: Ctx, endpoint: EndpointRow, { body, row }: Once): Promise<Answer> {
  const createdAt = ctx.clock();
  const made = await ctx.db.run(async (tx) => {
    const action = row.kind === "test" ? "webhook.test" : "webhook.resend";
    const target = {
      targetKind: "webhook",
      targetId: endpoint.id,
      targetLabel: hostOf(endpoint.url),
    } as const;
    await writeAudit(tx, ctx, { action, ...target });
    return insertDelivery(tx, ctx, { ...row, endpointId: endpoint.id, state: "failed", createdAt });
  });
  if (!made) throw new AppError("internal", "The delivery could not be stored.");
  const headers = signedHeaders(endpoint, { id: messageId(made.id), body, at: createdAt });
  const answer = await postMessage({ url: endpoint.url, headers, body });
  const state = answer.failure === null ? ("delivered" as const) : ("failed" as const);
  await ctx.db.run((tx) => noteAttempt(tx, ctx, made.id, { ...answer, state, at: ctx.clock() }));
  return answer;
}

function notStored(): AppError {
  return new AppError("conflict", "The events of this delivery are no longer stored.", {
    remedy: "Read the current users through the API instead.",
  });
}
