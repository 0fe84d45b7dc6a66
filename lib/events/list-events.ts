import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { describeEvents, type OutgoingEvent } from "@/lib/events/describe";
import { selectEventRows, selectOldest } from "@/lib/events/read.store";
import {
  openStream,
  orderFresh,
  POLLING_DAYS,
  refreshWants,
  type Stream,
  selectStream,
} from "@/lib/events/streams.store";
import { EVENTS_A_BATCH, type EventType } from "@/lib/model/event";

export type EventPage = {
  events: OutgoingEvent[];
  /** Where to continue: the `after` of the next request, also when nothing new has come. */
  next: string;
  /** There are more already. */
  more: boolean;
  /** Something behind `after` is not kept any more, or was not kept: read the users anew, then continue from `next`. */
  missed: boolean;
};

type Asked = { after?: string | null; limit?: number; types?: readonly EventType[] | null };

/** A poller is noted once in so long, not at each request. */
const NOTED_MS = 3_600_000;

/**
 * Events of the organization behind `after` (null: the oldest kept) in their order, at most `limit` (500). From the first
 * request on everything is kept for 30 days, until nobody has asked for 14. Throws `invalid_input` for an `after` that is
 * no `next` or id of an event.
 */
export async function listEvents(
  ctx: Ctx,
  { after = null, limit = EVENTS_A_BATCH, types = null }: Asked,
): Promise<EventPage> {
  const from = after === null ? null : positionOf(after);
  return ctx.db.run(async (tx) => {
    const { stream, wasPolled } = await notePolled(tx, ctx);
    const oldest = await selectOldest(tx, ctx);
    const start = from ?? (oldest ?? stream.lastPosition + 1) - 1;
    if (start > stream.lastPosition) throw unknownPlace();
    const most = Math.max(1, Math.min(limit, EVENTS_A_BATCH));
    const upTo = stream.lastPosition;
    const rows = await selectEventRows(tx, ctx, { after: start, upTo, limit: most, types });
    const events = await describeEvents(tx, ctx, rows, {
      after: start,
      limit: most,
      withValues: stream.withValues,
    });
    const last = events.length < most ? upTo : Number(events.at(-1)?.id ?? upTo);
    const gone = from !== null && (oldest === null ? from < upTo : from < oldest - 1);
    return {
      events,
      next: String(last),
      more: last < upTo,
      missed: gone || (from !== null && !wasPolled),
    };
  });
}

function positionOf(after: string): number {
  if (!/^\d{1,15}$/.test(after)) throw unknownPlace();
  return Number(after);
}

function unknownPlace(): AppError {
  const message = "This is neither the id of an event nor the end of an earlier page.";
  return new AppError("invalid_input", message, { fieldErrors: { after: message } });
}

/** Makes sure that events are kept for who asks, and puts new ones in order. `wasPolled`: they have been kept until now. */
async function notePolled(tx: Tx, ctx: Ctx): Promise<{ stream: Stream; wasPolled: boolean }> {
  const now = ctx.clock();
  const before = await selectStream(tx, ctx);
  const polledMs = before?.polledAt ? now.getTime() - before.polledAt.getTime() : Number.POSITIVE_INFINITY;
  if (polledMs > NOTED_MS) {
    await openStream(tx, ctx, now);
    await refreshWants(tx, ctx, now);
  }
  await orderFresh(tx, ctx);
  const stream = await selectStream(tx, ctx);
  if (!stream) throw new AppError("internal", "The stream of events could not be opened.");
  return { stream, wasPolled: polledMs < POLLING_DAYS * 86_400_000 };
}
