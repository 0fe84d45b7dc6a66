import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { describeEvents, type OutgoingEvent } from "@/lib/events/describe";
import { selectEventRows } from "@/lib/events/read.store";
import { selectStream } from "@/lib/events/streams.store";
import { EVENTS_A_BATCH, type EventType } from "@/lib/model/event";

type Org = Pick<Ctx, "orgId">;
export type Span = { firstPosition: number | null; lastPosition: number | null; types: EventType[] };

/** The events between two positions that are of some types, as they are told now. */
export async function eventsBetween(tx: Tx, ctx: Org, span: Span): Promise<OutgoingEvent[]> {
  const { firstPosition, lastPosition, types } = span;
  if (firstPosition === null || lastPosition === null) return [];
  const after = firstPosition - 1;
  const stream = await selectStream(tx, ctx);
  const rows = await selectEventRows(tx, ctx, { after, upTo: lastPosition, limit: EVENTS_A_BATCH, types });
  const all = { after, limit: EVENTS_A_BATCH, withValues: stream?.withValues ?? false };
  const events = await describeEvents(tx, ctx, rows, all);
  return events.filter(({ id }) => Number(id) <= lastPosition);
}

/** What a message says, as JSON: the same for each attempt, so that receivers can tell it by its id. */
export function bodyOf(org: Org, { at, events }: { at: Date; events: readonly OutgoingEvent[] }): string {
  return JSON.stringify({
    type: "events",
    timestamp: at.toISOString(),
    data: { organizationId: org.orgId, events },
  });
}

/** What a test sends: a message without events. */
export function testBody(org: Org, at: Date): string {
  return JSON.stringify({ type: "test", timestamp: at.toISOString(), data: { organizationId: org.orgId } });
}

export function messageId(deliveryId: string): string {
  return `msg_${deliveryId}`;
}
