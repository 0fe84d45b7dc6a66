import { ArrowRightLeft, Hand, type LucideIcon, Pencil, Plus, Trash2, Undo2 } from "lucide-react";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { ChangeKind } from "@/lib/model/plan";

type Look = { word: string; filter: string; icon: LucideIcon; tone: string };

/** How each kind of change looks: an icon and a word, never colour alone. */
export const CHANGE_KINDS: Readonly<Record<ChangeKind, Look>> = {
  create: { word: "Create", filter: "Created", icon: Plus, tone: "text-success" },
  update: { word: "Update", filter: "Updated", icon: Pencil, tone: "text-running" },
  remove: { word: "Remove", filter: "Removed", icon: Trash2, tone: "text-danger" },
  restore: { word: "Restore", filter: "Restored", icon: Undo2, tone: "text-success" },
  relink: { word: "New ID", filter: "New ID", icon: ArrowRightLeft, tone: "text-held" },
};

type Line = { kind: ChangeKind; oldCsvId: string | null; unlinks: boolean };

/** How one line looks. What an undo puts back, and who is taken over or let go, is said by name. */
export function lookOf(
  { kind, oldCsvId, unlinks }: Line,
  isUndo: boolean,
): Pick<Look, "word" | "icon" | "tone"> {
  const look = CHANGE_KINDS[kind];
  if (unlinks) return { ...look, word: "Let go", icon: Hand };
  if (kind === "relink" && oldCsvId === null) return { ...look, word: "Take over", icon: Hand };
  if (!isUndo) return look;
  if (kind === "update") return { ...look, word: "Put back" };
  return kind === "relink" ? { ...look, word: "Earlier ID" } : look;
}

/** What is said of a line that is not simply part of what was, or will be, applied. */
export const STATUS_WORDS: Readonly<Record<Exclude<ChangeStatus, "planned">, string>> = {
  waiting: "Waits for you",
  stale: "Left alone",
  left_out: "Left out",
  kept: "Stays as it is",
};

/** The standings that a plan can be filtered by, as its filter names them. */
export const STATUS_FILTERS: Readonly<Record<Exclude<ChangeStatus, "planned">, string>> = {
  waiting: "Waiting for a decision",
  stale: "Left alone: edited since the plan",
  left_out: "Left out",
  kept: "Something kept",
};

/** The value of `?kind=` -> the kinds it stands for. Anything else is every kind. */
export function kindsOf(param: string): ChangeKind[] {
  if (param === "update") return ["update", "relink"];
  return Object.keys(CHANGE_KINDS).filter((kind): kind is ChangeKind => kind === param);
}

/** Beside these: lines that take a team from somebody, whatever their standing. */
export const TEAM_LOSSES_FILTER = "Losing a team";

/** Likewise: new IDs that may be known users. */
export const MATCH_FILTER = "May be someone you know";

type Standing = { status: ChangeStatus | null; kept: boolean; takesTeams: boolean; matched: boolean };

const ANY: Standing = { status: null, kept: false, takesTeams: false, matched: false };

/** The value of `?status=` as the plan is asked for it: an undo is asked for all lines that keep something. */
export function statusOf(param: string): Standing {
  if (param === "kept") return { ...ANY, kept: true };
  if (param === "team_losses") return { ...ANY, takesTeams: true };
  if (param === "match") return { ...ANY, matched: true };
  const known = Object.keys(STATUS_FILTERS).find(
    (name): name is keyof typeof STATUS_FILTERS => name === param,
  );
  return { ...ANY, status: known ?? null };
}
