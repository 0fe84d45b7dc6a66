import type { Ctx } from "@/lib/context";
import { listFolder } from "@/lib/pipeline/source/list-folder";
import type { FolderListing } from "@/lib/pipeline/source/types";
import { forgiveTries, takeTry } from "@/lib/rate-limit/take-try";
import { resolveRemoteSource } from "@/lib/remote-sources/resolve";

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
  await takeTry(ctx, "checkConnection", ctx.orgId);
  const listing = await listFolder(await resolveRemoteSource(ctx, id), folder, { signal });
  await forgiveTries(ctx, "checkConnection", ctx.orgId);
  return listing;
}
