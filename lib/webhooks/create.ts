import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { openStream, orderFresh, refreshWants, selectStream } from "@/lib/events/streams.store";
import { WEBHOOKS_MAX } from "@/lib/model/webhook";
import { insertEndpoint, selectEndpoints } from "@/lib/webhooks/endpoints.store";
import type { CreateWebhook } from "@/lib/webhooks/schema";
import { newSecret, sealSecret } from "@/lib/webhooks/signing";

/**
 * Adds a webhook. It is told what happens from now on. The secret that signs its messages is given back here and never
 * again. Throws `confirm_needed`; `conflict` when there are too many.
 */
export async function createWebhook(ctx: Ctx, input: CreateWebhook): Promise<{ id: string; secret: string }> {
  requireConfirmed(ctx);
  const id = randomUUID();
  const secret = newSecret();
  await ctx.db.run(async (tx) => {
    const there = await selectEndpoints(tx, ctx);
    if (there.length >= WEBHOOKS_MAX)
      throw new AppError("conflict", `An organization can have ${WEBHOOKS_MAX} webhooks.`, {
        remedy: "Delete one that is no longer used.",
      });
    await openStream(tx, ctx, null);
    await orderFresh(tx, ctx);
    const cursor = (await selectStream(tx, ctx))?.lastPosition ?? 0;
    const secretSealed = sealSecret({ orgId: ctx.orgId, id }, secret);
    const createdAt = ctx.clock();
    await insertEndpoint(tx, ctx, {
      ...input,
      ...{ id, secretSealed, cursor, createdAt, createdBy: ctx.actor.label },
    });
    await refreshWants(tx, ctx, createdAt);
    await writeAudit(tx, ctx, {
      action: "webhook.create",
      targetKind: "webhook",
      targetId: id,
      targetLabel: hostOf(input.url),
      detail: { events: input.types },
    });
  });
  return { id, secret };
}

/** What people call a webhook: its path may hold a secret of the receiver, so it is in no log. */
export function hostOf(url: string): string {
  return new URL(url).host;
}
