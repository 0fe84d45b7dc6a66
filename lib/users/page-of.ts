import { USERS_PAGE_SIZE } from "@/lib/model/user-limits";
import { type UserCursor, writeCursor } from "@/lib/users/cursor";
import type { ListedUser } from "@/lib/users/listing.store";

/** Out of one row more than a page, or fewer: the page, and the cursors of those around it. */
export function pageOf(found: readonly ListedUser[], cursor: UserCursor | null) {
  const backwards = cursor?.side === "before";
  const more = found.length > USERS_PAGE_SIZE;
  // The one too many only says that there is more; reading backwards, it is the first.
  const rows = !more ? found : backwards ? found.slice(1) : found.slice(0, USERS_PAGE_SIZE);
  const hasNext = backwards || more;
  const hasPrevious = backwards ? more : cursor !== null;
  return {
    rows,
    next: hasNext ? at("after", rows.at(-1)) : null,
    previous: hasPrevious ? at("before", rows[0]) : null,
  };
}

function at(side: UserCursor["side"], row: ListedUser | undefined): string | null {
  if (!row) return null;
  const { lastNameKey, firstNameKey, id } = row;
  return writeCursor({ side, lastNameKey, firstNameKey, id });
}
