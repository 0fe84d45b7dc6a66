import { getBulkEdit } from "@/lib/bulk-edits/read";
import { removeMany, setFieldOfMany } from "@/lib/bulk-edits/start";
import { undoBulkEdit } from "@/lib/bulk-edits/undo";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import { workOnBulkEdit } from "@/lib/bulk-edits/work";
import type { WorkspaceCtx } from "@/lib/context";
import { testDeps } from "./pipeline";

/** Sets a field of selected users; what became of how many. */
export async function setFieldOfUsers(
  ws: WorkspaceCtx,
  { userIds, ...order }: { userIds: number[]; fieldId: number; value: string | string[] },
) {
  const edit = await setFieldOfMany(ws, { who: { userIds }, ...order });
  return { changed: edit.changed, same: edit.same, left: skippedOf(edit) };
}

/** Removes selected users; how many were removed and how many left. */
export async function removeUsers(ws: WorkspaceCtx, { userIds }: { userIds: number[] }) {
  const edit = await removeMany(ws, { who: { userIds } });
  return { removed: edit.changed, left: skippedOf(edit) };
}

/** Undoes a bulk edit to its end, as the jobs do. */
export async function undoAll(ws: WorkspaceCtx, { id }: { id: string }): Promise<BulkEditView> {
  return workOff(ws, await undoBulkEdit(ws, { id }));
}

/** Does all of a bulk edit, as the jobs do. */
export async function workOff(ws: WorkspaceCtx, { id }: { id: string }): Promise<BulkEditView> {
  const ref = { orgId: ws.orgId, workspaceId: ws.workspaceId, bulkEditId: id };
  while ((await workOnBulkEdit(ref, { ...testDeps(), clock: ws.clock })).more);
  return getBulkEdit(ws, { id });
}

function skippedOf({ skipped }: BulkEditView): number {
  return Object.values(skipped).reduce((sum, users) => sum + users, 0);
}
