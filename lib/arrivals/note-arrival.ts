import { noteArrived, selectArrivalSyncs } from "@/lib/arrivals/arrivals.store";
import { mayRead } from "@/lib/arrivals/may-read";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

/**
 * A file is whole in a Remote Source, or was renamed into place: the syncs on arrival that read it run once it has been
 * quiet for a minute. To be called in the transaction that makes the file visible, so that no crash comes between. Without
 * `path` it may be a file of any sync of the source. Gives how many syncs it concerns.
 */
export async function noteArrival(
  tx: Tx,
  ctx: Pick<Ctx, "orgId" | "clock">,
  { remoteSourceId, path = null }: { remoteSourceId: string; path?: string | null },
): Promise<number> {
  const syncs = await selectArrivalSyncs(tx, ctx, remoteSourceId);
  const reached = syncs.filter((sync) => path === null || mayRead(sync, path)).map(({ id }) => id);
  if (reached.length > 0) await noteArrived(tx, ctx, reached);
  return reached.length;
}
