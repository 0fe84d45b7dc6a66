import { plural } from "@/lib/format/plural";
import type { ChangeKind } from "@/lib/model/plan";

/** How many lines of a plan there are of each kind. */
export type KindCounts = Partial<Record<ChangeKind, number>>;

/** What applying lines of a plan does, a sentence each: what loses nothing, and what takes somebody away. */
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
      ...will(update, isUndo ? "put back to what they were" : "changed"),
      ...will(restore, "restored with everything they had"),
      ...will(relink, isUndo ? "given the ID they had" : "given a new ID or taken over"),
    ],
    lost: [
      ...will(remove, "removed and disappear from lists and pages at once"),
      ...(teamLosses > 0 ? [`${plural(teamLosses, "user")} will lose a team they lead or are in`] : []),
    ],
  };
}

export function countKinds(lines: Iterable<{ kind: ChangeKind; count?: number }>): KindCounts {
  const counts: KindCounts = {};
  for (const { kind, count = 1 } of lines) counts[kind] = (counts[kind] ?? 0) + count;
  return counts;
}
