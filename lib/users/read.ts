import type { WorkspaceCtx } from "@/lib/context";
import { isAppError, notFound } from "@/lib/errors";
import { selectFields } from "@/lib/fields/store";
import type { ProfileField } from "@/lib/model/field";
import { purgeAt, SEARCH_COUNT_MAX } from "@/lib/model/limits";
import type { Retention } from "@/lib/model/retention";
import { retentionIn } from "@/lib/retention/read";
import { readUsers } from "@/lib/user-columns/read-users";
import { selectFirstSeen } from "@/lib/users/history.store";
import { csvIdOf } from "@/lib/users/ids";
import { countMatching } from "@/lib/users/listing.store";
import { missingColumns, ownedFieldIds } from "@/lib/users/owned-fields";
import { listingOf, type UserQuery } from "@/lib/users/query";
import { type DetailRow, selectUserDetail } from "@/lib/users/store";
import type { FirstSeen, OwnedParts, UserCount, UserDetail } from "@/lib/users/views";

/** A user of the workspace, removed or not. Throws `not_found`. */
export async function getUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<UserDetail> {
  return ctx.db.run(async (tx) => {
    const row = await selectUserDetail(tx, ctx, id);
    if (!row) throw notFound("This user");
    return view(row, await selectFields(tx, ctx), await retentionIn(tx, ctx));
  });
}

function view(
  row: DetailRow,
  fields: readonly ProfileField[],
  { removedUsers }: Pick<Retention, "removedUsers">,
): UserDetail {
  const { sync, lastRunId, lastRunAt, lastRunFile, lastRow, ...user } = row;
  const removedAt = row.removedAt === null ? null : new Date(row.removedAt);
  return {
    ...user,
    source: sync && { syncId: sync.id, syncName: sync.name },
    csvId: csvIdOf(row.externalId),
    removedAt,
    purgeAt: removedAt && purgeAt(removedAt, removedUsers),
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

/** A user of the workspace, removed or not; null when there is none. */
export async function findUser(ctx: WorkspaceCtx, { id }: { id: number }): Promise<UserDetail | null> {
  try {
    return await getUser(ctx, { id });
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** Where a run first saw a user; null for one added manually, or whose run is too long ago to have details. */
export async function findFirstSeen(ctx: WorkspaceCtx, { id }: { id: number }): Promise<FirstSeen | null> {
  return (await ctx.db.run((tx) => selectFirstSeen(tx, ctx, id))) ?? null;
}

/** How many users match: all of them, or, for a search, up to 10,000. */
export async function countUsers(ctx: WorkspaceCtx, query: UserQuery): Promise<UserCount> {
  return readUsers(ctx, async (tx, lookup) => {
    const listing = await listingOf(tx, ctx, query);
    const max = listing.terms.length > 0 ? SEARCH_COUNT_MAX + 1 : null;
    const count = await countMatching(tx, ctx, listing, max, lookup);
    if (max === null || count < max) return { count, more: false };
    return { count: SEARCH_COUNT_MAX, more: true };
  });
}
