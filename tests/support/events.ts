import type { Ctx } from "@/lib/context";
import type { OutgoingEvent } from "@/lib/events/describe";
import { listEvents } from "@/lib/events/list-events";

/** Someone polls from now on, so that events are kept. Gives where they begin. */
export async function startPolling(ctx: Ctx): Promise<string> {
  return (await listEvents(ctx, {})).next;
}

/** Everything that is told behind a place, read in pages of `limit`. */
export async function eventsSince(ctx: Ctx, after: string, limit = 500): Promise<OutgoingEvent[]> {
  const all: OutgoingEvent[] = [];
  for (let from = after; ; ) {
    const { events, next, more } = await listEvents(ctx, { after: from, limit });
    all.push(...events);
    if (!more) return all;
    from = next;
  }
}

/** Events in short: `user.updated 12 email,Department`. */
export function inShort({ type, data }: OutgoingEvent): string {
  const { userId, listId, changed } = data;
  const fields = Array.isArray(changed) ? changed.join(",") : undefined;
  return [type, listId, userId, fields].filter((part) => part !== undefined && part !== "").join(" ");
}
