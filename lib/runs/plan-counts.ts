import { plural } from "@/lib/format/plural";
import type { ChangeKind } from "@/lib/model/plan";

/** The number of lines of each kind in a plan. */
export type KindCounts = Partial<Record<ChangeKind, number>>;

/** What applying lines of a plan does, one sentence each: what it adds or changes, and what it removes. */
export function effectsOf(
  counts: KindCounts,
  isUndo: boolean,
  teamLosses = 0,
): { done: string[]; lost: string[] } {
  const { create = 0, update = 0, remove = 0, restore = 0, relink = 0 } = counts;
  const will = (count: number, what: string) =>
    count > 0 ? [`${plural(count, "user")} will be ${what}`] : [];
  return {
    done: [
      ...will(create, "created"),
      ...will(update, isUndo ? "reverted to their previous values" : "updated"),
      ...will(restore, "restored with all their data"),
      ...will(relink, isUndo ? "given their previous ID" : "given a new ID or connected to the sync"),
    ],
    lost: [
      ...will(remove, "removed and disappear from lists and pages immediately"),
      ...(teamLosses > 0 ? [`${plural(teamLosses, "user")} will lose a team they manage or belong to`] : []),
    ],
  };
}

export function countKinds(lines: Iterable<{ kind: ChangeKind; count?: number }>): KindCounts {
  const counts: KindCounts = {};
  for (const { kind, count = 1 } of lines) counts[kind] = (counts[kind] ?? 0) + count;
  return counts;
}
