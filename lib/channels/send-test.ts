import { selectSealedChannel } from "@/lib/channels/channels.store";
import { deliver } from "@/lib/channels/deliver";
import { giveUp, insertTest, selectFailure } from "@/lib/channels/deliveries.store";
import type { Ctx } from "@/lib/context";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { requireDelivery } from "@/lib/mail/smtp";
import { accountOf } from "@/lib/model/actor";
import type { DeliveryVia } from "@/lib/model/channel";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { jobDeps } from "@/lib/runs/open-run";

/**
 * Sends a test to a channel, or by e-mail to the member who asks, while they wait; the log has it, too. Throws `not_found`,
 * `throttled`, and why it was not delivered (`channel_failed`, `mail_failed`).
 */
export async function sendTest(ctx: Ctx, { channelId }: { channelId: string | null }): Promise<void> {
  const accountId = accountOf(ctx.actor);
  const channel = channelId ? await ctx.db.run((tx) => selectSealedChannel(tx, ctx, channelId)) : null;
  if (channelId ? !channel : !accountId) throw notFound("This channel");
  if (!channel) requireDelivery();
  await consumeRateLimit(ctx, "alertTest", ctx.orgId);
  const via: DeliveryVia = channel?.kind ?? "mail";
  const to = channel ? { accountId: null, channelId: channel.id } : { accountId, channelId: null };
  const deliveryId = await ctx.db.run((tx) => insertTest(tx, ctx, { via, ...to }));
  const { orgId, log, clock } = ctx;
  try {
    const { state } = await deliver({ orgId, deliveryId }, { ...jobDeps(), log, clock });
    if (state === "sent") return;
    const failure = await ctx.db.run((tx) => selectFailure(tx, ctx, deliveryId));
    throw new AppError(channel ? "channel_failed" : "mail_failed", failure ?? "The test was not sent.", {
      remedy: channel ? undefined : "An e-mail is only sent to a verified address. See your account.",
    });
  } catch (error) {
    // The job would try again; a person who waits does it themselves.
    if (isAppError(error)) await ctx.db.run((tx) => giveUp(tx, ctx, deliveryId));
    throw error;
  }
}
