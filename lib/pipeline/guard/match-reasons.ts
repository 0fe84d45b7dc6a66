import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";

/**
 * New IDs that may be known users. `relinked`: taken for users who are missing; `back`: for users removed before;
 * `open`: taken for other people, unless somebody says that they are the same.
 */
export type MatchCounts = { relinked: number; back: number; open: number };

/** What a person should know of new IDs that are, or may be, people of before. */
export function matchReasons({ relinked, back, open }: MatchCounts, missing: number): string[] {
  return [
    ...(relinked > 0
      ? [
          `${formatNumber(relinked)} of ${formatNumber(missing)} missing ${
            missing === 1 ? "user has" : "users have"
          } a new ID in this file. Applying gives them their new IDs instead of removing and creating them.`,
        ]
      : []),
    ...(back > 0
      ? [
          `${plural(back, "user")} removed in the last 30 days ${back === 1 ? "is" : "are"} back under a new ID. Applying restores them with everything they had.`,
        ]
      : []),
    ...(open > 0
      ? [
          `${plural(open, "new ID is", "new IDs are")} possibly the same person as a user you know. Applying creates new users, unless you choose otherwise.`,
        ]
      : []),
  ];
}
