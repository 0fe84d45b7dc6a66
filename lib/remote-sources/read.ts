import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { env, supportContact } from "@/lib/env";
import { notFound } from "@/lib/errors";
import { mentionOf, type SourceMention } from "@/lib/pipeline/source/registry";
import { selectRemoteSource, selectRemoteSources } from "@/lib/remote-sources/store";
import type { RemoteSource } from "@/lib/remote-sources/views";

/** One connection without its secret; null when the organization has none of this id. */
export async function findRemoteSource(ctx: Ctx, id: string): Promise<RemoteSource | null> {
  if (!z.uuid().safeParse(id).success) return null;
  return (await ctx.db.run((tx) => selectRemoteSource(tx, ctx, id))) ?? null;
}

/** One connection without its secret. Throws `not_found`. */
export async function getRemoteSource(ctx: Ctx, id: string): Promise<RemoteSource> {
  const source = await findRemoteSource(ctx, id);
  if (!source) throw notFound("This Remote Source");
  return source;
}

/** The organization's connections by name, without their secrets. */
export async function listSources(ctx: Ctx): Promise<RemoteSource[]> {
  return ctx.db.run((tx) => selectRemoteSources(tx, ctx));
}

/** Only what menus and choices show. */
export async function listRemoteSourceNames(ctx: Ctx): Promise<SourceMention[]> {
  const rows = await ctx.db.run((tx) => selectRemoteSources(tx, ctx));
  return rows.map(mentionOf);
}

/** What can be attached to the workspace of the context, or without one to any: the sandbox's own source is its alone. */
export async function listAttachable(ctx: Ctx & { workspaceId?: string }): Promise<SourceMention[]> {
  const rows = await ctx.db.run((tx) => selectRemoteSources(tx, ctx));
  return rows.filter(({ sandboxId }) => sandboxId === null || sandboxId === ctx.workspaceId).map(mentionOf);
}

export type Egress = {
  /** As the operator wrote them; empty when they were not set. */
  addresses: readonly string[];
  /** Whom to ask for them. */
  contact: string;
};

/** The addresses that we connect from, for a customer's allow-list. */
export function egressAddresses(): Egress {
  const text = env().EGRESS_IPS ?? "";
  const addresses = text.split(/[\s,]+/).filter((address) => address.length > 0);
  return { addresses, contact: supportContact() };
}
