import type { WorkspaceCtx } from "@/lib/context";
import { SEARCH_COUNT_MAX } from "@/lib/users/limits";
import type { UserQuery } from "@/lib/users/list";
import { countMatching } from "@/lib/users/listing/store";
import { searchTerms } from "@/lib/users/search-terms";
import type { UserCount } from "@/lib/users/views";

/** How many users match: all of them, or, for a search, up to 10,000. */
export async function countUsers(ctx: WorkspaceCtx, query: UserQuery): Promise<UserCount> {
  const terms = searchTerms(query.search);
  const max = terms.length > 0 ? SEARCH_COUNT_MAX + 1 : null;
  const count = await ctx.db.run((tx) => countMatching(tx, ctx, { ...query, terms }, max));
  if (max === null || count < max) return { count, more: false };
  return { count: SEARCH_COUNT_MAX, more: true };
}
