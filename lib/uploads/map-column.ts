import type { WorkspaceCtx } from "@/lib/context";
import type { Mapping } from "@/lib/model/mapping";
import { targetKey } from "@/lib/syncs/check-mapping";
import { writeMapping } from "@/lib/syncs/versions/write";
import type { MappedUploadColumns } from "@/lib/uploads/schema";
import { uploadTarget } from "@/lib/uploads/target";

/** Remembers, for this and later files of the sync, what columns fill. Throws `not_found` for a field or the sync. */
export async function mapUploadColumns(
  ctx: WorkspaceCtx,
  { columns, syncId: named }: MappedUploadColumns,
): Promise<void> {
  const syncId = await uploadTarget(ctx, named);
  const change = (was: Mapping) => columns.reduce(withTarget, was);
  await ctx.db.run((tx) => writeMapping(tx, ctx, { syncId, change }));
}

/** The same for one column. */
export async function mapUploadColumn(
  ctx: WorkspaceCtx,
  { syncId, ...column }: MappedUploadColumns["columns"][number] & { syncId?: string | undefined },
): Promise<void> {
  await mapUploadColumns(ctx, { syncId, columns: [column] });
}

/** The column of an earlier file that filled the same gives way: the person is looking at this file. */
function withTarget(mapping: Mapping, { header, target }: MappedUploadColumns["columns"][number]): Mapping {
  const others = Object.entries(mapping.columns).filter(
    ([, filled]) => target.kind === "ignore" || targetKey(filled) !== targetKey(target),
  );
  return { ...mapping, columns: { ...Object.fromEntries(others), [header]: target } };
}
