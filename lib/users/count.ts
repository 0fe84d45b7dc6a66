import type { WorkspaceCtx } from "@/lib/context";
import { SEARCH_COUNT_MAX } from "@/lib/model/user-limits";
import { countMatching } from "@/lib/users/listing.store";
import { listingOf, type UserQuery } from "@/lib/users/query";
import type { UserCount } from "@/lib/users/views";

/** How many users match: all of them, or, for a search, up to 10,000. */
export async function countUsers(ctx: WorkspaceCtx, query: UserQuery): Promise<UserCount> {
  return ctx.db.run(async (tx) => {
    const listing = await listingOf(tx, ctx, query);
    const max = listing.terms.length > 0 ? SEARCH_COUNT_MAX + 1 : null;
    const count = await countMatching(tx, ctx, listing, max);
    if (max === null || count < max) return { count, more: false };
    return { count: SEARCH_COUNT_MAX, more: true };
  });
}
