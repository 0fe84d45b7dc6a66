import { runBatch } from "@/lib/bulk-edits/batch";
import { insertBulkUsers, selectBulkEdits, startRunning } from "@/lib/bulk-edits/edits.store";
import { failBulkEdit, requesterOf } from "@/lib/bulk-edits/end";
import { PERMISSION_OF } from "@/lib/bulk-edits/permission";
import { selectRoles } from "@/lib/bulk-edits/system.store";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, isAppError } from "@/lib/errors";
import type { BulkQuery } from "@/lib/model/bulk-edit";
import type { BulkEditRef } from "@/lib/model/run-ref";
import { permissionsOf, withWorkspaceRole } from "@/lib/permissions";
import { type JobDeps, jobDeps, openFor, openSystem } from "@/lib/runs/open-run";
import { readFilters } from "@/lib/users/filters";
import { matchingIdsSql } from "@/lib/users/listing.store";
import { listingOf } from "@/lib/users/query";

/** How long one step works before it lets others have their turn. */
const STEP_MS = 5_000;

/**
 * Works on a bulk edit for some seconds, in the name of the member who asked for it, who must still be allowed to: first
 * writes down whom it is for, then does batch after batch. May be called again at any time, after a kill too. `more`: there
 * is something left.
 */
export async function workOnBulkEdit(
  ref: BulkEditRef,
  deps: JobDeps = jobDeps(),
  stepMs = STEP_MS,
): Promise<{ more: boolean }> {
  const system = openSystem(ref, deps);
  const id = ref.bulkEditId;
  const [edit] = await system.db.run((tx) => selectBulkEdits(tx, system, { id }));
  if (!edit || edit.finishedAt !== null) return { more: false };
  if (!(await isStillAllowed(system, edit.requestedBy, PERMISSION_OF[edit.task.kind]))) {
    await failBulkEdit(system, id, `${edit.requestedByLabel} may no longer do this.`);
    return { more: false };
  }
  if (edit.state === "collecting") await collect(system, id, edit.query);
  const ctx = openFor(ref, requesterOf(edit), deps);
  const end = Date.now() + stepMs;
  try {
    do {
      if ((await runBatch(ctx, id)).isOver) return { more: false };
    } while (Date.now() < end);
  } catch (error) {
    // Such as a list that was deleted meanwhile: another try would find the same.
    if (!isAppError(error) || error.retry) throw error;
    await failBulkEdit(system, id, error.message);
    return { more: false };
  }
  return { more: true };
}

/** Whoever the table shows at this moment: all of them are written down, or nobody is. */
async function collect(ctx: WorkspaceCtx, id: string, query: BulkQuery | null): Promise<void> {
  if (!query) return;
  await ctx.db
    .run(async (tx) => {
      const { search, source, filters } = query;
      const listing = await listingOf(tx, ctx, {
        search,
        source,
        filters: readFilters(filters),
        state: "active",
      });
      const total = await insertBulkUsers(tx, ctx, id, await matchingIdsSql(tx, ctx, listing));
      if (await startRunning(tx, ctx, { id, total })) return;
      // Cancelled, or collected by another worker: what this one has written is undone with the transaction.
      throw new AppError("conflict", OVERTAKEN);
    })
    .catch((error: unknown) => {
      if (!isAppError(error) || error.message !== OVERTAKEN) throw error;
    });
}

const OVERTAKEN = "It was started or cancelled in the meantime.";

async function isStillAllowed(
  ctx: WorkspaceCtx,
  accountId: string,
  permission: (typeof PERMISSION_OF)[keyof typeof PERMISSION_OF],
): Promise<boolean> {
  const roles = await ctx.db.run((tx) => selectRoles(tx, ctx, accountId));
  return roles !== null && withWorkspaceRole(permissionsOf(roles.role), roles.workspaceRole).has(permission);
}

/** Ends a bulk edit whose job has given up. */
export async function giveUpBulkEdit(ref: BulkEditRef, deps: JobDeps = jobDeps()): Promise<void> {
  await failBulkEdit(openSystem(ref, deps), ref.bulkEditId, "Something went wrong on our side.");
}
