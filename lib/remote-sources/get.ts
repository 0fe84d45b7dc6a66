import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { RemoteSource } from "@/lib/remote-sources/list";
import { selectRemoteSource } from "@/lib/remote-sources/store";

/** One connection without its secret. Throws `not_found`. */
export async function getRemoteSource(ctx: Ctx, id: string): Promise<RemoteSource> {
  const row = await ctx.db.run((tx) => selectRemoteSource(tx, ctx, id));
  if (!row) throw notFound("This Remote Source");
  return row;
}
