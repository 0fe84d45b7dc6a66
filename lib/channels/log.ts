import { selectDeliveries } from "@/lib/channels/deliveries.store";
import type { DeliveryView } from "@/lib/channels/views";
import type { Ctx } from "@/lib/context";

const PAGE_SIZE = 50;

/** What was sent to whom, and what became of it, newest first; `next` is the `before` of the next page. */
export async function listDeliveries(
  ctx: Ctx,
  { before = null, limit = PAGE_SIZE }: { before?: string | null; limit?: number } = {},
): Promise<{ deliveries: DeliveryView[]; next: string | null }> {
  const found = await ctx.db.run((tx) => selectDeliveries(tx, ctx, { before, limit: limit + 1 }));
  const deliveries = found.slice(0, limit);
  return { deliveries, next: found.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}
