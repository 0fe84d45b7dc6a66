import type { Change, ChangeKind } from "@/lib/model/plan";
import type { CurrentUser, KeptPart, UserPart, UserValues } from "@/lib/model/user";
import { mergeParts, partsChanged, samePart } from "@/lib/pipeline/plan/lines";
import { sameValues } from "@/lib/values/merge";

/** A line of a plan that has become real. */
export type RealLine = {
  kind: ChangeKind;
  csvId: string;
  oldCsvId: string | null;
  /** The user's sync before and after, where it is not the one of the run. */
  oldSyncId: string | null;
  newSyncId: string | null;
  unlinks: boolean;
  baseVersion: number | null;
  before: UserValues | null;
  after: UserValues | null;
};

/** What the line's user is now. */
export type UserNow = CurrentUser & {
  removed: boolean;
  /** The ID in the file; null for one that no longer belongs to the sync. */
  csvId: string | null;
  isManual: boolean;
  fingerprint: string | null;
  /** Authors and admins: never removed by a run. */
  isProtected: boolean;
};

/** What happened to a user after the run that is undone. */
export type LaterEvent = {
  by: string;
  at: string;
  /** Part of undoing, and of undoing that. */
  isUndo: boolean;
  before: UserValues | null;
  after: UserValues | null;
};

export type UndoLine = Omit<Change, "row" | "line"> & {
  status: "planned" | "kept";
  oldCsvId: string | null;
  oldSyncId: string | null;
  newSyncId: string | null;
  unlinks: boolean;
  kept: KeptPart[];
};

/**
 * Reverses one line of an applied plan. What someone changed since stays as they left it, and is reported. `later`:
 * newest first. Null when there is nothing to restore and nothing to report.
 */
export function invertLine(
  line: RealLine,
  now: UserNow | null,
  later: readonly LaterEvent[],
): UndoLine | null {
  const head = headOf(line, now);
  const keep = (kind: ChangeKind, why: KeptPart["why"]): UndoLine => ({
    ...head,
    kind,
    status: "kept",
    kept: [keptPart("user", why, later)],
  });
  const wasThere = line.kind === "create" || line.kind === "restore";
  if (!now) return wasThere ? null : keep(line.kind === "remove" ? "restore" : "update", "gone");

  if (wasThere) {
    if (now.removed) return null;
    if (now.isProtected) return keep("remove", "protected");
    const isAsMade = now.csvId === line.csvId && line.after !== null && sameValues(line.after, now.values);
    if (!isAsMade) return keep("remove", "changed");
    return { ...head, kind: "remove", after: isReturn(line) ? line.before : null };
  }
  if (line.kind === "remove") {
    if (!now.removed) return keep("restore", "restored");
    const isRemovedAgain = later.some(({ isUndo }) => !isUndo);
    return isRemovedAgain
      ? keep("restore", "removed")
      : restored(line, { ...head, kind: "restore", fingerprint: now.fingerprint });
  }
  if (now.removed) return keep(line.kind, "removed");
  if (line.kind === "relink" && !stillLinked(line, now)) return keep("relink", "changed");
  return putBack(line, now, { ...head, kind: line.kind }, later);
}

/** Someone who had come back under a new ID, and was removed by the undo of that, has its values again. */
function restored(line: RealLine, back: UndoLine): UndoLine {
  return isReturn(line) && line.before ? { ...back, after: line.before, fingerprint: null } : back;
}

/** The line took a removed user back under another ID; or it is the undo of such a line. */
function isReturn({ kind, oldCsvId }: RealLine): boolean {
  return (kind === "restore" || kind === "remove") && oldCsvId !== null;
}

/** Restores the parts that the line changed and nobody else has changed since. */
function putBack(
  line: RealLine,
  now: UserNow,
  head: UndoLine,
  later: readonly LaterEvent[],
): UndoLine | null {
  const { before, after } = line;
  if (!before || !after) return null;
  const open = partsChanged(before, after).filter((part) => !samePart(now.values, before, part));
  const back = open.filter((part) => samePart(now.values, after, part));
  const kept = open.filter((part) => !back.includes(part)).map((part) => keptPart(part, "changed", later));
  if (back.length === 0 && line.kind !== "relink") {
    return kept.length > 0 ? { ...head, status: "kept", kept } : null;
  }
  return { ...head, after: mergeParts(now.values, before, back), kept };
}

/** The line without the address it would take, because someone else has it by now. */
export function withoutAddress(line: UndoLine): UndoLine {
  const taken = (part: UserPart): KeptPart => ({ part, why: "address_taken", by: null, at: null });
  const { before, after } = line;
  if (line.kind === "restore" || !before || !after) {
    return { ...line, status: "kept", kept: [...line.kept, taken("user")] };
  }
  const rest = { ...after, email: before.email };
  const kept = [...line.kept, taken("email")];
  const isEmpty = line.kind === "update" && partsChanged(before, rest).length === 0;
  return { ...line, after: rest, status: isEmpty ? "kept" : line.status, kept };
}

/** The address that the line takes from the user who has it; null when it takes none. */
export function addressTaken({ kind, status, before, after }: UndoLine): string | null {
  if (status === "kept" || kind === "remove" || !after) return null;
  const isNew = kind === "restore" || before?.email.toLowerCase() !== after.email.toLowerCase();
  return isNew ? after.email.toLowerCase() : null;
}

function headOf(line: RealLine, now: UserNow | null): UndoLine {
  const isRenamed = line.kind === "relink" || isReturn(line);
  const isBack = isRenamed && line.oldCsvId !== null && !line.unlinks;
  return {
    kind: line.kind,
    status: "planned",
    userId: now?.userId ?? null,
    baseVersion: now?.version ?? null,
    csvId: isBack ? (line.oldCsvId ?? line.csvId) : line.csvId,
    oldCsvId: isRenamed && !line.unlinks ? line.csvId : null,
    oldSyncId: line.newSyncId,
    newSyncId: line.oldSyncId,
    unlinks: line.kind === "relink" && !line.unlinks && line.oldCsvId === null,
    before: now?.values ?? line.after ?? line.before,
    after: now?.values ?? null,
    fingerprint: null,
    dependsOn: null,
    kept: [],
  };
}

function stillLinked(line: RealLine, now: UserNow): boolean {
  return line.unlinks ? now.isManual : now.csvId === line.csvId;
}

function keptPart(part: UserPart, why: KeptPart["why"], later: readonly LaterEvent[]): KeptPart {
  const changedIt = ({ before, after }: LaterEvent) =>
    part === "user" || !before || !after || !samePart(before, after, part);
  const event = later.find(changedIt) ?? later[0];
  return { part, why, by: event?.by ?? null, at: event?.at ?? null };
}
