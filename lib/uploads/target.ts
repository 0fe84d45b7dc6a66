import type { WorkspaceCtx } from "@/lib/context";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { getSync } from "@/lib/syncs/get";

/** The sync whose users an upload is about: the named one, or the one that uploads have of their own. Throws `not_found`. */
export async function uploadTarget(ctx: WorkspaceCtx, syncId: string | undefined): Promise<string> {
  return syncId ? (await getSync(ctx, syncId)).id : ensureUploadSync(ctx);
}
