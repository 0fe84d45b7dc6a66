import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import type { ProfileField } from "@/lib/model/field";
import { purgeAt } from "@/lib/model/user-limits";
import { type DetailRow, selectUserDetail } from "@/lib/users/detail.store";
import { csvIdOf } from "@/lib/users/external-id";
import { missingColumns, ownedFieldIds } from "@/lib/users/owned-fields";
import type { OwnedParts, UserDetail } from "@/lib/users/views";

/** A user of the workspace, removed or not. Throws `not_found`. */
export async function getUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<UserDetail> {
  return ctx.db.run(async (tx) => {
    const row = await selectUserDetail(tx, ctx, id);
    if (!row) throw notFound("This user");
    return view(row, await selectFields(tx, ctx));
  });
}

function view(row: DetailRow, fields: readonly ProfileField[]): UserDetail {
  const { sync, lastRunId, lastRunAt, lastRunFile, lastRow, ...user } = row;
  const removedAt = row.removedAt === null ? null : new Date(row.removedAt);
  return {
    ...user,
    source: sync && { syncId: sync.id, syncName: sync.name },
    csvId: csvIdOf(row.externalId),
    removedAt,
    purgeAt: removedAt && purgeAt(removedAt),
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    owned: ownedParts(row, fields),
  };
}

function ownedParts(row: DetailRow, fields: readonly ProfileField[]): OwnedParts | null {
  const { sync, lastRunId, lastRunAt, lastRunFile, lastRow } = row;
  if (!sync) return null;
  const lastRun =
    lastRunId && lastRunAt
      ? { id: lastRunId, at: new Date(lastRunAt), fileName: lastRunFile, row: lastRow }
      : null;
  return {
    fieldIds: ownedFieldIds(sync.headers, sync.mapping, fields),
    missing: missingColumns(sync.headers, sync.mapping),
    lastRun,
  };
}
