import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { selectRemoteSource } from "@/lib/remote-sources/store";
import type { RemoteSource } from "@/lib/remote-sources/views";

/** One connection without its secret; null when the organization has none of this id. */
export async function findRemoteSource(ctx: Ctx, id: string): Promise<RemoteSource | null> {
  if (!z.uuid().safeParse(id).success) return null;
  return (await ctx.db.run((tx) => selectRemoteSource(tx, ctx, id))) ?? null;
}
