import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { selectSyncHeaders } from "@/lib/fields/field-uses.store";
import { mappingAfterRename } from "@/lib/fields/find-uses";
import { type FieldRow, setFieldLabel } from "@/lib/fields/store";
import { writeMapping } from "@/lib/syncs/versions/write";

type Rename = { field: FieldRow; label: string; expectNewHeader: ReadonlySet<string> };

/** Gives a field its new label. Gives the syncs whose mapping was written so that their files mean what they meant. */
export async function renameField(
  tx: Tx,
  ctx: WorkspaceCtx,
  { field, label, expectNewHeader }: Rename,
): Promise<string[]> {
  const written: string[] = [];
  // In the order of their ids, so that two renames at once wait for each other in the same order.
  for (const { id: syncId, mapping: now, headers } of await selectSyncHeaders(tx, ctx)) {
    const expectNew = expectNewHeader.has(syncId);
    const rename = { fieldId: field.id, from: field.label, to: label, expectNew };
    // Not even locked: most syncs have nothing to do with the field.
    if (mappingAfterRename({ mapping: now, headers }, rename) === now) continue;
    const { changed } = await writeMapping(tx, ctx, {
      syncId,
      change: (mapping) => mappingAfterRename({ mapping, headers }, rename),
    });
    if (changed) written.push(syncId);
  }
  await setFieldLabel(tx, ctx, field.id, label);
  return written;
}
