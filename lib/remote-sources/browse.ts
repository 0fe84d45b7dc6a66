import type { Ctx } from "@/lib/context";
import { resolveRemoteSource } from "@/lib/remote-sources/resolve";
import { listFolder } from "@/lib/sync/source/list-folder";
import type { FolderListing } from "@/lib/sync/source/types";
import { forgiveTries, takeTry } from "@/lib/throttle/take-try";

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
