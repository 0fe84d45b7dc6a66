import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { findRemoteSource } from "@/lib/remote-sources/find";
import type { RemoteSource } from "@/lib/remote-sources/views";

/** One connection without its secret. Throws `not_found`. */
export async function getRemoteSource(ctx: Ctx, id: string): Promise<RemoteSource> {
  const source = await findRemoteSource(ctx, id);
  if (!source) throw notFound("This Remote Source");
  return source;
}
