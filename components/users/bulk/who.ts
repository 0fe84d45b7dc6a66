import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { MatchingUsers } from "@/lib/users/bulk/schema";
import type { UserCount } from "@/lib/users/views";

/** Whom a bulk action is for: selected users, or everyone whom the table shows. */
export type BulkUsers = {
  who: { userIds: number[] } | { query: MatchingUsers };
  /** "3 users", "10,000+ users". */
  label: string;
  count: number;
};

export function selectedUsers(userIds: number[]): BulkUsers {
  return { who: { userIds }, label: plural(userIds.length, "user"), count: userIds.length };
}

export function everyone(query: MatchingUsers, total: UserCount): BulkUsers {
  return { who: { query }, label: userCountLabel(total), count: total.count };
}

/** "1,204 users", "10,000+ users". */
export function userCountLabel({ count, more }: UserCount): string {
  return more ? `${formatNumber(count)}+ users` : plural(count, "user");
}
