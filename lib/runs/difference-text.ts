import { plural } from "@/lib/format/plural";
import type { ChangeKind } from "@/lib/model/plan";
import type { PlanDifference } from "@/lib/runs/compare-plans";

const ONE: Readonly<Record<ChangeKind, string>> = {
  create: "creation",
  update: "update",
  remove: "removal",
  restore: "restored user",
  relink: "new ID",
};

/** What a newer plan changes beside the one that it replaced, as sentences with numbers. */
export function differenceText(difference: PlanDifference): string[] {
  const told = (which: "both" | "gone" | "added") =>
    difference.flatMap((line) => (line[which] > 0 ? [plural(line[which], ONE[line.kind])] : [])).join(", ");
  const [both, gone, added] = [told("both"), told("gone"), told("added")];
  if (gone === "" && added === "") return both === "" ? [] : [`Both plans have the same changes: ${both}.`];
  return [
    ...(both === "" ? ["The plans have no change in common."] : [`In both plans: ${both}.`]),
    ...(gone === "" ? [] : [`Only in this plan: ${gone}.`]),
    ...(added === "" ? [] : [`Only in the newer plan: ${added}.`]),
  ];
}
