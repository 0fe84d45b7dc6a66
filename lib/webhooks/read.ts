import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { selectStream } from "@/lib/events/streams.store";
import { type DeliveryRow, selectDeliveries } from "@/lib/webhooks/deliveries.store";
import { type EndpointRow, selectEndpoint, selectEndpoints } from "@/lib/webhooks/endpoints.store";
import type { DeliveryView, WebhookView } from "@/lib/webhooks/views";

/** The organization's webhooks, oldest first, without their secrets; and whether events carry values of users. */
export async function listWebhooks(ctx: Ctx): Promise<{ webhooks: WebhookView[]; withValues: boolean }> {
  return ctx.db.run(async (tx) => {
    const stream = await selectStream(tx, ctx);
    const rows = await selectEndpoints(tx, ctx);
    const last = stream?.lastPosition ?? 0;
    return {
      webhooks: rows.map((row) => viewOf(row, last, ctx.clock())),
      withValues: stream?.withValues ?? false,
    };
  });
}

const DELIVERIES_PAGE_SIZE = 25;

/** One webhook with a page (from 1) of the messages sent to it, newest first. Throws `not_found`. */
export async function getWebhook(
  ctx: Ctx,
  { id, page }: { id: string; page: number },
): Promise<{ webhook: WebhookView; deliveries: DeliveryView[]; more: boolean }> {
  return ctx.db.run(async (tx) => {
    const row = await getEndpoint(tx, ctx, id);
    const stream = await selectStream(tx, ctx);
    const offset = (page - 1) * DELIVERIES_PAGE_SIZE;
    const found = await selectDeliveries(tx, ctx, id, { limit: DELIVERIES_PAGE_SIZE + 1, offset });
    return {
      webhook: viewOf(row, stream?.lastPosition ?? 0, ctx.clock()),
      deliveries: found.slice(0, DELIVERIES_PAGE_SIZE).map(deliveryOf),
      more: found.length > DELIVERIES_PAGE_SIZE,
    };
  });
}

/** The endpoint. Throws `not_found`. */
export async function getEndpoint(tx: Tx, ctx: Pick<Ctx, "orgId">, id: string): Promise<EndpointRow> {
  const row = await selectEndpoint(tx, ctx, id);
  if (!row) throw notFound("This webhook");
  return row;
}

function viewOf(row: EndpointRow, lastPosition: number, now: Date): WebhookView {
  const { id, url, description, types, state, failingSince, nextTryAt, createdBy, createdAt } = row;
  const isOldUsed = row.oldSecretUntil !== null && row.oldSecretUntil > now;
  return {
    ...{ id, url, description, types, state, failingSince, nextTryAt, createdBy, createdAt },
    oldSecretUntil: isOldUsed ? row.oldSecretUntil : null,
    behind: Math.max(0, lastPosition - row.cursor),
  };
}

function deliveryOf(row: DeliveryRow): DeliveryView {
  const { id, kind, state, size, attempts, status, failure, ms, createdAt, attemptedAt } = row;
  const place = (position: number | null) => (position === null ? null : String(position));
  return {
    ...{ id, kind, state, size, attempts, status, failure, ms, createdAt, attemptedAt },
    first: place(row.firstPosition),
    last: place(row.lastPosition),
  };
}
