import { writeAudit } from "@/lib/audit/write-audit";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";
import { newSyncId } from "@/lib/syncs/attach";
import { insertSync, selectUploadSyncId } from "@/lib/syncs/store";
import { lockWorkspace } from "@/lib/workspaces/store";

/** The Sync ID that uploads of this workspace belong to: created at first use, one a workspace, without a schedule. */
export async function ensureUploadSync(ctx: WorkspaceCtx): Promise<string> {
  return ctx.db.run(async (tx) => {
    // The lock on the workspace makes two first uploads at once find one and the same sync.
    if (!(await lockWorkspace(tx, ctx, ctx.workspaceId))) throw notFound("This workspace");
    const found = await selectUploadSyncId(tx, ctx);
    if (found) return found;
    const id = newSyncId();
    await insertSync(tx, ctx, {
      id,
      name: "Uploaded files",
      sourceKind: "upload",
      mapping: { columns: {} },
      scheduleKind: "never",
      guardSettings: { firstRun: false } satisfies Partial<GuardLimits>,
    });
    await writeAudit(tx, ctx, {
      action: "sync.create",
      targetKind: "sync",
      targetId: id,
      targetLabel: "Uploaded files",
      detail: { workspaceId: ctx.workspaceId },
    });
    return id;
  });
}
