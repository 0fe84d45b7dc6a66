import { countsOf } from "@/components/overview/change-words";
import type { OpenPlan } from "@/lib/overview/views";

/** "12 to create, 3 to remove, pending approval". */
export function planText({ counts, isPart, isUndo }: Pick<OpenPlan, "counts" | "isPart" | "isUndo">): string {
  if (isUndo) return "the undo of a run is pending approval";
  if (isPart) return "some changes are pending approval, the others were applied";
  const planned = counts ? countsOf(counts, PLANNED) : "";
  return planned ? `${planned}, pending approval` : "changes pending approval";
}

const PLANNED = {
  created: "to create",
  updated: "to update",
  restored: "to restore",
  removed: "to remove",
} as const;
