import { randomUUID } from "node:crypto";
import { webhookDeliveries, webhookEndpoints } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import { newSecret, sealSecret } from "@/lib/webhooks/signing";

/** A webhook whose server nobody reaches, with a message that was sent to it. */
export async function mintWebhookThings(ctx: Ctx, orgMark: string) {
  const { orgId } = ctx;
  const [webhookId, webhookDeliveryId] = [randomUUID(), randomUUID()];
  const secretSealed = sealSecret({ orgId, id: webhookId }, newSecret());
  const endpoint = { url: `https://${orgMark}.example.com/hook`, types: ["run.failed" as const] };
  await ctx.db.run(async (tx) => {
    await tx
      .insert(webhookEndpoints)
      .values({ id: webhookId, orgId, ...endpoint, secretSealed, createdBy: orgMark });
    const sent = {
      kind: "events" as const,
      types: endpoint.types,
      size: 1,
      firstPosition: 1,
      lastPosition: 1,
    };
    await tx
      .insert(webhookDeliveries)
      .values({ id: webhookDeliveryId, orgId, endpointId: webhookId, ...sent, state: "delivered" });
  });
  return { webhookId, webhookDeliveryId };
}
