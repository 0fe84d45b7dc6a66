import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { getMappingVersion, type MappingVersion } from "@/lib/syncs/versions/get";

const VERSION_MAX = 2_147_483_647;

/** A version of a sync's mapping; null when there is none of this number, or it is no number of a version. */
export async function findMappingVersion(
  ctx: WorkspaceCtx,
  which: { syncId: string; version: number },
): Promise<MappingVersion | null> {
  const { version } = which;
  if (!Number.isInteger(version) || version < 1 || version > VERSION_MAX) return null;
  try {
    return await getMappingVersion(ctx, which);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}
