import { createDuplicates } from "@/lib/sync/plan/duplicates";
import { mergePerson, sameValues } from "@/lib/sync/plan/merge";
import { createMoves } from "@/lib/sync/plan/moves";
import { createRoster } from "@/lib/sync/plan/roster";
import { rowError } from "@/lib/sync/plan/row-issue";
import { hexOf } from "@/lib/sync/print";
import type {
  AddressOwner,
  Change,
  CurrentUser,
  Issue,
  KnownUsers,
  Person,
  RunMode,
  UserValues,
  Validated,
} from "@/lib/sync/types";

/** A person who is new or whose row differs from what was last written. `userId` is null for a new one. */
export type Candidate = { person: Person; userId: number | null };

/** What the database says about candidates: the users they are, and who holds the addresses they want. */
export type Looked = {
  users: ReadonlyMap<number, CurrentUser>;
  owners: ReadonlyMap<string, AddressOwner>;
};

export type Removal = { userId: number; baseVersion: number; csvId: string };
export type Relink = { csvId: string; from: AddressOwner };

export type PlanEnd = {
  issues: Issue[];
  /** Changes already given out for these IDs must not be kept. */
  retracted: Set<string>;
  removals: Removal[];
  /** Creates that are really a known user under a new ID; their old users are not among the removals. */
  relinks: Relink[];
  unchanged: number;
  /** Rows that nothing comes of, because something is wrong with them. */
  skippedRows: number;
  unreadableIds: number;
  /** Active users that the sync owned before. */
  owned: number;
  missing: number;
};

/** A user whom a close look found to be what the row says: from now on the row's fingerprint (32 hex digits) tells. */
export type Same = { userId: number; version: number; fingerprint: string };

export type Settled = { changes: Change[]; issues: Issue[]; same: Same[] };

type Options = { mode: RunMode; adoption: "skip" | "link"; reKey: boolean };

export type Planner = ReturnType<typeof createPlanner>;

/**
 * The plan room: persons and what is known come in, changes and issues go out. Pure; an unchanged person costs one
 * map look-up. Call `know` for all users of the sync, then `take` and `settle` batch by batch, then `finish`.
 */
export function createPlanner({ mode, adoption, reKey }: Options) {
  const roster = createRoster();
  const duplicates = createDuplicates(roster);
  const moves = createMoves();
  const own = { skippedRows: 0, unchanged: 0, unreadableIds: 0, owned: 0 };

  return {
    know(users: KnownUsers): void {
      roster.addKnown(users);
      for (const removed of users.removed) own.owned += 1 - removed;
    },
    /** Sorts out who needs a closer look. Issues of `validate` are not repeated here. */
    take(batch: readonly Validated[]): { candidates: Candidate[]; issues: Issue[] } {
      const candidates: Candidate[] = [];
      const issues: Issue[] = [];
      for (const item of batch) {
        if (item.kind === "skipped") {
          own.skippedRows += 1;
          if (item.id === null) own.unreadableIds += 1;
          else roster.skip(roster.slotOf(item.id));
          continue;
        }
        const { person } = item;
        const slot = roster.slotOf(person.id);
        const standing = duplicates.check(person, slot);
        if (standing.kind === "repeat") issues.push(standing.issue);
        if (standing.kind !== "first") {
          if (standing.kind === "conflict" && !roster.isSeen(slot)) roster.see(slot, person);
          continue;
        }
        const same = roster.isActive(slot) && roster.samePrint(slot, person.fingerprint);
        roster.see(slot, person);
        if (same) leave(slot);
        else candidates.push({ person, userId: roster.isKnown(slot) ? roster.userIdOf(slot) : null });
      }
      return { candidates, issues };
    },
    /** Turns candidates into changes, given what the database says about them. */
    settle(candidates: readonly Candidate[], looked: Looked): Settled {
      const changes: Change[] = [];
      const issues: Issue[] = [];
      const same: Same[] = [];
      for (const candidate of candidates) {
        const settled = settleOne(candidate, looked);
        if (settled === null) {
          leave(roster.slotOf(candidate.person.id));
          same.push(...sameAs(candidate, looked));
        } else if ("severity" in settled) issues.push(settled);
        else changes.push(settled);
      }
      return { changes, issues, same };
    },
    finish,
  };

  function leave(slot: number): void {
    roster.leave(slot);
    own.unchanged += 1;
  }

  function settleOne({ person, userId }: Candidate, looked: Looked): Change | Issue | null {
    const slot = roster.slotOf(person.id);
    const current = userId === null ? undefined : looked.users.get(userId);
    const after = mergePerson(person, current?.values ?? null);
    const active = roster.isActive(slot);
    if (current && active && sameValues(current.values, after)) return null;

    const owner = looked.owners.get(person.emailKey);
    const taken = owner && owner.userId !== userId ? owner : undefined;
    if (taken?.origin === "other_sync") {
      return refuse(slot, person, "email_other_source", "E-mail address belongs to a user of another source");
    }
    if (taken?.origin === "manual") {
      if (adoption === "link" && !taken.protected && !current) return adopt(person, taken);
      return refuse(slot, person, "email_manual_user", "E-mail address belongs to a user added by hand");
    }
    if (taken?.csvId) moves.note(person, taken, !current);
    const kind = !current ? "create" : active ? "update" : "restore";
    return change(kind, person, current ?? null, after, taken?.csvId ?? null);
  }

  function refuse(
    slot: number,
    person: Person,
    code: "email_other_source" | "email_manual_user",
    text: string,
  ): Issue {
    roster.refuse(slot);
    own.skippedRows += 1;
    return rowError(code, text, person);
  }

  function finish(): PlanEnd {
    const found = duplicates.finish();
    const retracted = new Set(found.ids);
    for (const id of retracted) {
      const slot = roster.slotOf(id);
      roster.skip(slot);
      if (roster.isUnchanged(slot)) own.unchanged -= 1;
    }

    const stays = (csvId: string): boolean => {
      const slot = roster.find(csvId);
      if (slot === undefined) return false;
      const leaves = mode === "complete" && roster.isMissing(slot);
      return roster.isSkipped(slot) || (!roster.isSeen(slot) && !leaves);
    };
    const kept = moves.spread(stays, found.ids);
    for (const id of kept.ids) {
      retracted.add(id);
      roster.skip(roster.slotOf(id));
    }

    const removals: Removal[] = [];
    for (let slot = 0; slot < roster.size(); slot++) {
      if (mode === "complete" && roster.isMissing(slot)) {
        removals.push({
          userId: roster.userIdOf(slot),
          baseVersion: roster.versionOf(slot),
          csvId: roster.idOf(slot),
        });
      }
    }
    const relinks = reKey ? moves.relinks(retracted, new Set(removals.map((removal) => removal.userId))) : [];
    const relinked = new Set(relinks.map((relink) => relink.from.userId));
    return {
      issues: [...found.issues, ...kept.issues],
      retracted,
      removals: removals.filter((removal) => !relinked.has(removal.userId)),
      relinks,
      unchanged: own.unchanged,
      skippedRows: own.skippedRows + found.issues.length + kept.issues.length,
      unreadableIds: own.unreadableIds,
      owned: own.owned,
      missing: removals.length,
    };
  }
}

function sameAs({ person, userId }: Candidate, { users }: Looked): Same[] {
  const current = userId === null ? undefined : users.get(userId);
  return current
    ? [{ userId: current.userId, version: current.version, fingerprint: hexOf(person.fingerprint) }]
    : [];
}

function adopt(person: Person, owner: AddressOwner): Change {
  return change("relink", person, owner, mergePerson(person, owner.values), null);
}

function change(
  kind: Change["kind"],
  person: Person,
  current: CurrentUser | null,
  after: UserValues,
  dependsOn: string | null,
): Change {
  return {
    kind,
    userId: current?.userId ?? null,
    baseVersion: current?.version ?? null,
    csvId: person.id,
    row: person.row,
    line: person.line,
    before: current?.values ?? null,
    after,
    fingerprint: hexOf(person.fingerprint),
    dependsOn,
  };
}
