import { subDays } from "date-fns";
import { viewOf } from "@/lib/bulk-edits/describe";
import { selectBulkEdits } from "@/lib/bulk-edits/edits.store";
import type { BulkWho } from "@/lib/bulk-edits/schema";
import type { BulkEditView } from "@/lib/bulk-edits/views";
import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import { BULK_UNDO_DAYS } from "@/lib/model/bulk-edit";
import { type BulkStatus, bulkStatusOf } from "@/lib/users/bulk/bulk-status";
import { selectOwners } from "@/lib/users/bulk.store";
import { countBySync } from "@/lib/users/listing.store";
import { listingOf } from "@/lib/users/query";
import { selectActiveUsers } from "@/lib/users/store";

const SHOWN_MAX = 100;

/** The bulk edits of the workspace that are in progress or can be undone, newest first, at most 100. */
export async function listBulkEdits(ctx: WorkspaceCtx): Promise<BulkEditView[]> {
  return ctx.db.run(async (tx) => {
    const since = subDays(ctx.clock(), BULK_UNDO_DAYS);
    const rows = await selectBulkEdits(tx, ctx, { since, limit: SHOWN_MAX });
    const fields = rows.length === 0 ? [] : await selectFields(tx, ctx);
    return rows.map((row) => viewOf(row, fields));
  });
}

const RECENT_MS = 15 * 60_000;

/** The latest bulk edit, if it is in progress or ended in the last quarter of an hour. */
export async function findLatestBulkEdit(ctx: WorkspaceCtx): Promise<BulkEditView | null> {
  return ctx.db.run(async (tx) => {
    const since = new Date(ctx.clock().getTime() - RECENT_MS);
    const [row] = await selectBulkEdits(tx, ctx, { since });
    return row ? viewOf(row, await selectFields(tx, ctx)) : null;
  });
}

/** How far a bulk edit has come. Throws `not_found`. */
export async function getBulkEdit(ctx: WorkspaceCtx, { id }: { id: string }): Promise<BulkEditView> {
  return ctx.db.run(async (tx) => {
    const [row] = await selectBulkEdits(tx, ctx, { id });
    if (!row) throw notFound("This bulk edit");
    return viewOf(row, await selectFields(tx, ctx));
  });
}

/** Who owns the users, to show what a bulk edit will skip before it is made. Removed ones don't count. */
export async function describeUsers(ctx: WorkspaceCtx, { who }: { who: BulkWho }): Promise<BulkStatus> {
  return ctx.db.run(async (tx) => {
    const [owners, fields] = [await selectOwners(tx, ctx), await selectFields(tx, ctx)];
    if ("userIds" in who) {
      const users = await selectActiveUsers(tx, ctx, { ids: who.userIds, lock: false });
      return bulkStatusOf(
        users.map(({ syncId }) => ({ syncId, users: 1 })),
        owners,
        fields,
      );
    }
    const listing = await listingOf(tx, ctx, { ...who.query, state: "active" });
    return bulkStatusOf(await countBySync(tx, ctx, listing), owners, fields);
  });
}
