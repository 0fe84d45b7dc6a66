import { randomUUID } from "node:crypto";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import {
  countChannels,
  deleteChannelRow,
  insertChannel,
  type SealedChannel,
  selectChannels,
} from "@/lib/channels/channels.store";
import { requireChannelHost } from "@/lib/channels/post";
import type { CreateChannelInput } from "@/lib/channels/schema";
import type { ChannelView } from "@/lib/channels/views";
import type { Ctx } from "@/lib/context";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { CHANNELS } from "@/lib/model/channel";
import type { SecretPlace } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

const CHANNELS_MAX = 10;
const PATIENCE_MS = 10_000;

export async function listChannels(ctx: Ctx): Promise<ChannelView[]> {
  return ctx.db.run((tx) => selectChannels(tx, ctx));
}

/**
 * Adds an incoming webhook of Slack or Teams, to which every alert of the organization goes. Its address is sealed and never
 * shown again. Throws `confirm_needed`, `invalid_input` (an address of something else), `conflict` (name, number).
 */
export async function createChannel(
  ctx: Ctx,
  { kind, name, url }: CreateChannelInput,
): Promise<{ id: string }> {
  requireConfirmed(ctx);
  const wrong = (message: string) =>
    new AppError("invalid_input", "This webhook can't be used.", { fieldErrors: { url: message } });
  const target = new URL(url);
  try {
    await requireChannelHost(kind, target, AbortSignal.timeout(PATIENCE_MS));
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw wrong(error.message);
  }
  const id = randomUUID();
  const { orgId } = ctx;
  await ctx.db.run(async (tx) => {
    if ((await countChannels(tx, ctx)) >= CHANNELS_MAX)
      throw new AppError("conflict", `An organization has up to ${CHANNELS_MAX} channels.`, {
        remedy: "Remove one that is not used any more.",
      });
    const channel = { id, orgId, kind, name, urlSealed: seal(target.href, placeOf(ctx, id)) };
    if (!(await insertChannel(tx, { ...channel, createdBy: ctx.actor.label, createdAt: ctx.clock() })))
      throw new AppError("conflict", "There is already a channel with this name.", {
        fieldErrors: { name: "There is already a channel with this name." },
      });
    await writeAudit(tx, ctx, {
      action: "channel.create",
      ...{ targetKind: "channel", targetId: id, targetLabel: name },
      detail: { kind: CHANNELS[kind].label },
    });
  });
  return { id };
}

/** Removes a channel: nothing is sent there from now on. Throws `not_found`. */
export async function deleteChannel(ctx: Ctx, { channelId }: { channelId: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const name = await deleteChannelRow(tx, ctx, channelId);
    if (name === undefined) throw notFound("This channel");
    await writeAudit(tx, ctx, {
      action: "channel.delete",
      ...{ targetKind: "channel", targetId: channelId, targetLabel: name },
    });
  });
}

/** The address of a channel, for what sends there. Never for a client. */
export function openChannel(ctx: Ctx, { id, urlSealed }: SealedChannel): string {
  return open(urlSealed, placeOf(ctx, id));
}

function placeOf({ orgId }: Ctx, id: string): SecretPlace {
  return { table: "alert_channels", orgId, id, field: "url" };
}
