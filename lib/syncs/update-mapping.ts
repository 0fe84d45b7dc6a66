import type { WorkspaceCtx } from "@/lib/context";
import type { EditedMapping } from "@/lib/syncs/schema";
import { type MappingWritten, writeMapping } from "@/lib/syncs/versions/write";

/**
 * Says what each column fills, as a new version; one that says the same writes nothing. Columns that are not named are
 * matched by themselves. Throws `not_found`, `invalid_input` (see `checkMapping`), and `conflict` when `basedOn` is
 * given and somebody saved another version since.
 */
export async function updateSyncMapping(
  ctx: WorkspaceCtx,
  { syncId, mapping, basedOn, ...rows }: EditedMapping,
): Promise<MappingWritten> {
  return ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, basedOn, change: () => mapping, rows }));
}
