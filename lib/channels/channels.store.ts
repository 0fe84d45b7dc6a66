import { and, asc, count, eq } from "drizzle-orm";
import { alertChannels } from "@/drizzle/schema";
import type { ChannelView } from "@/lib/channels/views";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import type { ChannelKind } from "@/lib/model/channel";

const { id, kind, name, createdBy, createdAt, lastSentAt } = alertChannels;

export async function selectChannels(tx: Tx, ctx: Ctx): Promise<ChannelView[]> {
  return tx
    .select({ id, kind, name, createdBy, createdAt, lastSentAt })
    .from(alertChannels)
    .where(inOrg(alertChannels, ctx))
    .orderBy(asc(createdAt), asc(id));
}

export async function countChannels(tx: Tx, ctx: Ctx): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(alertChannels).where(inOrg(alertChannels, ctx));
  return row?.n ?? 0;
}

export type SealedChannel = { id: string; kind: ChannelKind; name: string; urlSealed: string };

export async function selectSealedChannel(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
): Promise<SealedChannel | undefined> {
  const [row] = await tx
    .select({ id, kind, name, urlSealed: alertChannels.urlSealed })
    .from(alertChannels)
    .where(and(inOrg(alertChannels, ctx), eq(id, channelId)));
  return row;
}

type NewChannel = typeof alertChannels.$inferInsert;

/** False when the organization has a channel of that name. */
export async function insertChannel(tx: Tx, channel: NewChannel): Promise<boolean> {
  const rows = await tx.insert(alertChannels).values(channel).onConflictDoNothing().returning({ id });
  return rows.length > 0;
}

/** The name of the deleted channel; undefined when there was none. */
export async function deleteChannelRow(tx: Tx, ctx: Ctx, channelId: string): Promise<string | undefined> {
  const [row] = await tx
    .delete(alertChannels)
    .where(and(inOrg(alertChannels, ctx), eq(id, channelId)))
    .returning({ name });
  return row?.name;
}

export async function noteChannelSent(tx: Tx, ctx: Ctx, channelId: string): Promise<void> {
  await tx
    .update(alertChannels)
    .set({ lastSentAt: ctx.clock() })
    .where(and(inOrg(alertChannels, ctx), eq(id, channelId)));
}
