import { randomUUID } from "node:crypto";
import { alertChannels, alertDeliveries } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";

export type ChannelThings = { channelId: string; deliveryId: string };

/** A channel for alerts, and a delivery to it. */
export async function mintChannelThings(ctx: Ctx, orgMark: string): Promise<ChannelThings> {
  const { orgId } = ctx;
  const [id, deliveryId] = [randomUUID(), randomUUID()];
  const channel = { id, orgId, kind: "slack" as const, name: `${orgMark} channel ${id}` };
  await ctx.db.run(async (tx) => {
    await tx.insert(alertChannels).values({ ...channel, urlSealed: "none", createdBy: orgMark });
    await tx
      .insert(alertDeliveries)
      .values({ id: deliveryId, orgId, about: "test", via: "slack", channelId: id, failure: orgMark });
  });
  return { channelId: id, deliveryId };
}
