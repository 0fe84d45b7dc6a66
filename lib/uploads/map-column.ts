import type { WorkspaceCtx } from "@/lib/context";
import type { ColumnTarget, Mapping } from "@/lib/sync/mapping";
import { targetKey } from "@/lib/syncs/check-mapping";
import { writeMapping } from "@/lib/syncs/versions/write";
import type { MappedUploadColumn } from "@/lib/uploads/schema";
import { uploadTarget } from "@/lib/uploads/target";

/** Remembers, for this and later files of the sync, what a column fills. Throws `not_found` for its field or the sync. */
export async function mapUploadColumn(
  ctx: WorkspaceCtx,
  { header, target, syncId: named }: MappedUploadColumn,
): Promise<void> {
  const syncId = await uploadTarget(ctx, named);
  const change = (was: Mapping) => ({
    ...was,
    columns: { ...withoutTarget(was, target), [header]: target },
  });
  await ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, change }));
}

/** The column of an earlier file that filled the same gives way: the person is looking at this file. */
function withoutTarget({ columns }: Mapping, chosen: ColumnTarget): Mapping["columns"] {
  if (chosen.kind === "ignore") return columns;
  const others = Object.entries(columns).filter(([, target]) => targetKey(target) !== targetKey(chosen));
  return Object.fromEntries(others);
}
