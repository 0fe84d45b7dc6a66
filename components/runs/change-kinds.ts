import { ArrowRightLeft, Hand, type LucideIcon, Pencil, Plus, Trash2, Undo2 } from "lucide-react";
import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { ChangeKind } from "@/lib/model/plan";

type Look = { word: string; filter: string; icon: LucideIcon; tone: string };

/** How each kind of change looks: an icon and a word, never color alone. */
export const CHANGE_KINDS: Readonly<Record<ChangeKind, Look>> = {
  create: { word: "Create", filter: "Created", icon: Plus, tone: "text-success" },
  update: { word: "Update", filter: "Updated", icon: Pencil, tone: "text-running" },
  remove: { word: "Remove", filter: "Removed", icon: Trash2, tone: "text-danger" },
  restore: { word: "Restore", filter: "Restored", icon: Undo2, tone: "text-success" },
  relink: { word: "New ID", filter: "New ID", icon: ArrowRightLeft, tone: "text-held" },
};

type Line = { kind: ChangeKind; oldCsvId: string | null; unlinks: boolean };

/** How one line looks. Lines that connect or disconnect a user, and lines of an undo, have words of their own. */
export function lookOf(
  { kind, oldCsvId, unlinks }: Line,
  isUndo: boolean,
): Pick<Look, "word" | "icon" | "tone"> {
  const look = CHANGE_KINDS[kind];
  if (unlinks) return { ...look, word: "Disconnect from sync", icon: Hand };
  if (kind === "relink" && oldCsvId === null) return { ...look, word: "Connect to sync", icon: Hand };
  if (!isUndo) return look;
  if (kind === "update") return { ...look, word: "Revert" };
  return kind === "relink" ? { ...look, word: "Previous ID" } : look;
}

/** The status of a line, unless it was or will be applied. */
export const STATUS_WORDS: Readonly<Record<Exclude<ChangeStatus, "planned">, string>> = {
  waiting: "Pending approval",
  stale: "Outdated",
  left_out: "Left out",
  kept: "Kept as is",
};

/** The statuses that a plan can be filtered by. */
export const STATUS_FILTERS: Readonly<Record<Exclude<ChangeStatus, "planned">, string>> = {
  waiting: "Pending approval",
  stale: "Outdated: user edited since",
  left_out: "Left out",
  kept: "Kept as is",
};

/** The kinds that a value of `?kind=` selects. Any other value selects every kind. */
export function kindsOf(param: string): ChangeKind[] {
  if (param === "update") return ["update", "relink"];
  return Object.keys(CHANGE_KINDS).filter((kind): kind is ChangeKind => kind === param);
}

/** An additional filter: lines that remove a user from a team, with any status. */
export const TEAM_LOSSES_FILTER = "Loses a team";

/** An additional filter: new IDs that may belong to existing users. */
export const MATCH_FILTER = "May be an existing user";

type Standing = { status: ChangeStatus | null; kept: boolean; takesTeams: boolean; matched: boolean };

const ANY: Standing = { status: null, kept: false, takesTeams: false, matched: false };

/** The query for a value of `?status=`: for `kept`, the lines of an undo that keep a current value. */
export function statusOf(param: string): Standing {
  if (param === "kept") return { ...ANY, kept: true };
  if (param === "team_losses") return { ...ANY, takesTeams: true };
  if (param === "match") return { ...ANY, matched: true };
  const known = Object.keys(STATUS_FILTERS).find(
    (name): name is keyof typeof STATUS_FILTERS => name === param,
  );
  return { ...ANY, status: known ?? null };
}
