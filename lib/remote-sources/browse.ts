import type { Ctx } from "@/lib/context";
import { listFolder } from "@/lib/pipeline/source/list-folder";
import type { FolderListing } from "@/lib/pipeline/source/types";
import { consumeRateLimit, resetRateLimit } from "@/lib/rate-limit/rate-limit";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";

type BrowseRequest = { id: string; folder: string };

/**
 * What lies in a folder of the server; "" is the home folder. Throws `not_found`, `throttled`, and the connection's own
 * error when the server can't be reached or the folder can't be opened.
 */
export async function browseRemoteSource(
  ctx: Ctx,
  { id, folder }: BrowseRequest,
  signal: AbortSignal,
): Promise<FolderListing> {
  await consumeRateLimit(ctx, "checkConnection", ctx.orgId);
  const listing = await listFolder(await resolveRemoteSource(ctx, id), folder, { signal });
  await resetRateLimit(ctx, "checkConnection", ctx.orgId);
  return listing;
}
