import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { findSync } from "@/lib/syncs/find";
import type { SyncDetail } from "@/lib/syncs/views";

/** One sync of the workspace. Throws `not_found`. */
export async function getSync(ctx: WorkspaceCtx, syncId: string): Promise<SyncDetail> {
  const sync = await findSync(ctx, syncId);
  if (!sync) throw notFound("This sync");
  return sync;
}
