import { listMailRecipients, type Notice, readNotice, takeOverNotice } from "@/lib/alerts/read-notice";
import { unsubscribeLinks } from "@/lib/auth/unsubscribe";
import { openChannel } from "@/lib/channels/channels";
import { noteChannelSent, selectSealedChannel } from "@/lib/channels/channels.store";
import {
  type Delivery,
  giveUp,
  insertNoticeDeliveries,
  type Member,
  noteAttempt,
  selectDelivery,
  selectMember,
  selectWaiting,
} from "@/lib/channels/deliveries.store";
import { digestMessage } from "@/lib/channels/digest";
import { letterOf } from "@/lib/channels/letters";
import { type Message, messageOf } from "@/lib/channels/message";
import { postToChannel } from "@/lib/channels/post";
import { slackOf } from "@/lib/channels/slack";
import { teamsOf } from "@/lib/channels/teams";
import { testMessage } from "@/lib/channels/test-message";
import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { type AppError, isAppError } from "@/lib/errors";
import { sendMail } from "@/lib/mail/send";
import { mailDelivery } from "@/lib/mail/smtp";
import { mailTexts } from "@/lib/messages/texts";
import type { ChannelKind, DeliveryState } from "@/lib/model/channel";
import { DEFAULT_LOCALE, type Locale } from "@/lib/model/locale";
import type { DeliveryRef, NoticeRef } from "@/lib/model/run-ref";
import { type JobDeps, jobDeps, openOrgSystem, openSystem } from "@/lib/runs/open-run";

/**
 * Writes down whom a notice has to reach, and gives what is still to be delivered. May be repeated: each recipient is
 * written down once. From then on the notice counts as taken over.
 */
export async function planDeliveries(ref: NoticeRef, deps: JobDeps = jobDeps()): Promise<DeliveryRef[]> {
  const { orgId, noticeId } = ref;
  const ctx = openSystem(ref, deps);
  const recipients = mailDelivery() === "none" ? [] : await listMailRecipients(ctx, noticeId);
  const accountIds = recipients.map(({ accountId }) => accountId);
  const waiting = await ctx.db.run(async (tx) => {
    await insertNoticeDeliveries(tx, ctx, noticeId, accountIds);
    return selectWaiting(tx, ctx, noticeId);
  });
  await takeOverNotice(ctx, noticeId);
  return waiting.map((deliveryId) => ({ orgId, deliveryId }));
}

/**
 * Delivers one message, and notes what became of it. What was delivered is not delivered again. Throws what may work
 * later, for the job to try again; what never will is noted as failed.
 */
export async function deliver(
  ref: DeliveryRef,
  deps: JobDeps = jobDeps(),
): Promise<{ state: DeliveryState }> {
  const ctx = openOrgSystem(ref, deps);
  const delivery = await ctx.db.run((tx) => selectDelivery(tx, ctx, ref.deliveryId));
  if (!delivery) return { state: "dropped" };
  if (delivery.state !== "waiting") return { state: delivery.state };
  try {
    const state = await attempt(ctx, delivery, deps);
    await ctx.db.run((tx) => noteAttempt(tx, ctx, delivery.id, { state, failure: null }));
    return { state };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const state = error.retry ? "waiting" : "failed";
    await ctx.db.run((tx) => noteAttempt(tx, ctx, delivery.id, { state, failure: said(error) }));
    ctx.log.warn("alert.delivery.failed", { deliveryId: delivery.id, via: delivery.via, again: error.retry });
    if (error.retry) throw error;
    return { state };
  }
}

/** Ends a delivery whose last try has failed. */
export async function failDelivery(ref: DeliveryRef, deps: JobDeps = jobDeps()): Promise<void> {
  const ctx = openOrgSystem(ref, deps);
  await ctx.db.run((tx) => giveUp(tx, ctx, ref.deliveryId));
}

function said({ message, remedy }: AppError): string {
  return remedy ? `${message} ${remedy}` : message;
}

async function attempt(ctx: Ctx, delivery: Delivery, deps: JobDeps): Promise<DeliveryState> {
  const member = delivery.accountId
    ? await ctx.db.run((tx) => selectMember(tx, ctx, delivery.accountId ?? ""))
    : undefined;
  // What a chat is told has many readers: it is in English.
  const locale = (delivery.channelId ? null : member?.language) ?? DEFAULT_LOCALE;
  const message = await messageFor(ctx, delivery, { deps, locale });
  if (!message) return "dropped";
  if (delivery.channelId) return post(ctx, delivery.channelId, message);
  return member ? mail(ctx, member, delivery, message) : "dropped";
}

/** What is said now; null when it need not be said any more, because someone was faster. */
async function messageFor(
  ctx: Ctx,
  { about, noticeId, workspaceId, accountId, via }: Delivery,
  { deps, locale }: { deps: JobDeps; locale: Locale },
): Promise<Message | null> {
  const base = publicUrl();
  if (about === "test") return testMessage(ctx, { base, via, locale });
  if (about === "digest") return accountId ? digestMessage(ctx, { accountId, base, locale }) : null;
  if (!noticeId || !workspaceId) return null;
  const workspace = openSystem({ orgId: ctx.orgId, workspaceId }, deps);
  const notice = await readNotice(workspace, noticeId).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  });
  if (!notice || isOver(notice)) return null;
  return messageOf(notice, { base, now: ctx.clock(), locale });
}

/** A plan that was approved or discarded before its turn came. */
function isOver({ kind, plan }: Notice): boolean {
  return kind === "pending" && plan !== null && !plan.isPending && plan.supersededBy === null;
}

async function post(ctx: Ctx, channelId: string, message: Message): Promise<DeliveryState> {
  const channel = await ctx.db.run((tx) => selectSealedChannel(tx, ctx, channelId));
  if (!channel) return "dropped";
  await postToChannel({ kind: channel.kind, url: openChannel(ctx, channel) }, BODIES[channel.kind](message));
  await ctx.db.run((tx) => noteChannelSent(tx, ctx, channelId));
  return "sent";
}

const BODIES: Readonly<Record<ChannelKind, (message: Message) => unknown>> = {
  slack: slackOf,
  teams: teamsOf,
};

async function mail(
  ctx: Ctx,
  member: Member,
  { id, about }: Delivery,
  message: Message,
): Promise<DeliveryState> {
  const { accountId, email, name, language } = member;
  const locale = language ?? DEFAULT_LOCALE;
  const { organization } = message;
  const letter = letterOf(message, {
    ...{ locale, name },
    why: mailTexts(locale)(`alerts.why.${about}`, { organization }),
    preferences: new URL("/account/notifications", publicUrl()).href,
    unsubscribe: unsubscribeLinks({ orgId: ctx.orgId, accountId }),
  });
  // The job tries again, with longer waits than a person would have.
  await sendMail(ctx, { to: { name, address: email }, ...letter, id: `alert.${id}` }, []);
  return "sent";
}
