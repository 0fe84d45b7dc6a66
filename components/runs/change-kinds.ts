import { ArrowRightLeft, type LucideIcon, Pencil, Plus, Trash2, Undo2 } from "lucide-react";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { ChangeKind } from "@/lib/sync/types";

type Look = { word: string; filter: string; icon: LucideIcon; tone: string };

/** How each kind of change looks: an icon and a word, never colour alone. */
export const CHANGE_KINDS: Readonly<Record<ChangeKind, Look>> = {
  create: { word: "Create", filter: "Created", icon: Plus, tone: "text-success" },
  update: { word: "Update", filter: "Updated", icon: Pencil, tone: "text-running" },
  remove: { word: "Remove", filter: "Removed", icon: Trash2, tone: "text-danger" },
  restore: { word: "Restore", filter: "Restored", icon: Undo2, tone: "text-success" },
  relink: { word: "New ID", filter: "New ID", icon: ArrowRightLeft, tone: "text-held" },
};

/** What is said of a line that is not simply part of what was, or will be, applied. */
export const STATUS_WORDS: Readonly<Record<Exclude<ChangeStatus, "planned">, string>> = {
  waiting: "Waits for you",
  stale: "Left alone: edited since the plan",
  left_out: "Left out",
  kept: "Kept: changed since",
};

/** The value of `?kind=` -> the kinds it stands for. Anything else is every kind. */
export function kindsOf(param: string): ChangeKind[] {
  if (param === "update") return ["update", "relink"];
  return Object.keys(CHANGE_KINDS).filter((kind): kind is ChangeKind => kind === param);
}
