import type { UserState } from "@/drizzle/schema/users";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { filterSql } from "@/lib/users/filtering.store";
import type { UserFilter } from "@/lib/users/filters";
import type { ListingFilter } from "@/lib/users/listing.store";
import { searchTerms } from "@/lib/users/search-terms";

/** Which users a list shows. */
export type UserQuery = {
  search: string;
  state: UserState;
  /** A Sync ID, `manual`, or null for any. */
  source: string | null;
  /** What else has to hold, all of it. */
  filters?: readonly UserFilter[];
};

/** What the database is asked for. */
export async function listingOf(tx: Tx, ctx: WorkspaceCtx, query: UserQuery): Promise<ListingFilter> {
  const { state, source, search, filters = [] } = query;
  return { state, source, terms: searchTerms(search), where: await filterSql(tx, ctx, filters) };
}
