import type { UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import { type UserCursor, type UserSort, writeCursor } from "@/lib/users/cursor";
import { csvIdOf } from "@/lib/users/external-id";
import { USERS_PAGE_SIZE } from "@/lib/users/limits";
import { type ListedUser, selectUserPage } from "@/lib/users/listing/store";
import { searchTerms } from "@/lib/users/search-terms";
import type { UserItem, UserPage } from "@/lib/users/views";

export type UserQuery = {
  search: string;
  state: UserState;
  /** A Sync ID, `manual`, or null for any. */
  source: string | null;
};

/** One page of the workspace's users; as quick at the end of a million as at the start. */
export async function listUsers(
  ctx: WorkspaceCtx,
  query: UserQuery,
  { sort, cursor }: { sort: UserSort; cursor: UserCursor | null },
): Promise<UserPage> {
  const filter = { state: query.state, source: query.source, terms: searchTerms(query.search) };
  const found = await ctx.db.run((tx) =>
    selectUserPage(tx, ctx, filter, { sort, cursor, limit: USERS_PAGE_SIZE + 1 }),
  );
  const backwards = cursor?.side === "before";
  const more = found.length > USERS_PAGE_SIZE;
  // The one too many only says that there is more; reading backwards, it is the first.
  const rows = !more ? found : backwards ? found.slice(1) : found.slice(0, USERS_PAGE_SIZE);
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : cursor !== null;
  return {
    users: rows.map(item),
    next: hasNext ? at("after", rows.at(-1)) : null,
    previous: hasPrevious ? at("before", rows[0]) : null,
  };
}

function at(side: UserCursor["side"], row: ListedUser | undefined): string | null {
  if (!row) return null;
  const { lastNameKey, firstNameKey, id } = row;
  return writeCursor({ side, lastNameKey, firstNameKey, id });
}

function item(row: ListedUser): UserItem {
  const { id, email, firstName, lastName, role, state, removedAt } = row;
  const source = row.syncId === null ? null : { syncId: row.syncId, syncName: row.syncName ?? row.syncId };
  return { id, email, firstName, lastName, role, state, removedAt, source, csvId: csvIdOf(row.externalId) };
}
