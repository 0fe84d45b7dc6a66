import type { WorkspaceCtx } from "@/lib/context";
import { listFieldChoices } from "@/lib/syncs/list-field-choices";
import { getMappingVersion } from "@/lib/syncs/versions/get";
import { type MappingWritten, writeMapping } from "@/lib/syncs/versions/write";
import { withoutFields } from "@/lib/syncs/without-field";

/**
 * Takes up an old version of a sync's mapping again, as a new version. What it says of fields that were deleted since is
 * left out. Throws `not_found`.
 */
export async function restoreMapping(
  ctx: WorkspaceCtx,
  { syncId, version }: { syncId: string; version: number },
): Promise<MappingWritten> {
  const { mapping } = await getMappingVersion(ctx, { syncId, version });
  const known = new Set((await listFieldChoices(ctx)).map((field) => field.id));
  const change = () => withoutFields(mapping, (id) => !known.has(id));
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, change }));
}
