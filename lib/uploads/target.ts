import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { ensureUploadSync } from "@/lib/syncs/ensure-upload-sync";
import { findSync, getSync, listSyncs } from "@/lib/syncs/read";

/** The sync whose users an upload is about: the named one, or the one that uploads have of their own. Throws `not_found`. */
export async function uploadTarget(ctx: WorkspaceCtx, syncId: string | undefined): Promise<string> {
  return syncId ? (await getSync(ctx, syncId)).id : ensureUploadSync(ctx);
}

type TargetView = {
  mapping: Mapping;
  /** Null before the first upload of the workspace. */
  mappingVersion: number | null;
  usersCount: number;
  /** Whether a second file belongs to the first. */
  hasManagers: boolean;
};

/** The sync that an upload is for: the named one, or what uploads of this workspace have so far. Throws `not_found`. */
export async function getTargetView(ctx: WorkspaceCtx, syncId: string | undefined): Promise<TargetView> {
  const sync = syncId ? await getSync(ctx, syncId) : await uploadSync(ctx);
  if (!sync) return { mapping: { columns: {} }, mappingVersion: null, usersCount: 0, hasManagers: false };
  const { mapping, mappingVersion, usersCount, managersPath } = sync;
  const hasManagers = mapping.managers !== undefined || managersPath !== null;
  return { mapping, mappingVersion, usersCount, hasManagers };
}

async function uploadSync(ctx: WorkspaceCtx) {
  const item = (await listSyncs(ctx)).find((sync) => sync.sourceKind === "upload");
  return item ? findSync(ctx, item.id) : null;
}
