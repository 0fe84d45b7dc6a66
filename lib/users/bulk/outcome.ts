import type { BulkBefore, SkipReason } from "@/lib/model/bulk-edit";

/** What became of each user of a batch. `version`: of the user's own row, where that was written to. */
export type BulkOutcome = {
  changed: { userId: number; before: BulkBefore; version: number | null }[];
  same: number[];
  skipped: { userId: number; reason: SkipReason }[];
};

/** One who was changed, as undoing needs it. */
export type ChangedUser = { userId: number; before: BulkBefore; version: number | null };

/** What became of each user of a batch of an undo. */
export type UndoOutcome = { undone: number[]; kept: { userId: number; reason: SkipReason }[] };

/** Those of the batch who are not among the others, with the reason why. */
export function missing(
  userIds: readonly number[],
  found: Iterable<number>,
  reason: SkipReason,
): { userId: number; reason: SkipReason }[] {
  const there = new Set(found);
  return userIds.filter((userId) => !there.has(userId)).map((userId) => ({ userId, reason }));
}
