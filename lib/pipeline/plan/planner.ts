import type { Issue, SkippedRecord, Validated } from "@/lib/model/issue";
import type { Change } from "@/lib/model/plan";
import type { RunMode } from "@/lib/model/run";
import type { AddressOwner, KnownUsers, Person, UserValues } from "@/lib/model/user";
import { type Choices, withoutDeleted } from "@/lib/pipeline/choices";
import type { Candidate, Looked, Same } from "@/lib/pipeline/plan/candidates";
import { createDuplicates } from "@/lib/pipeline/plan/duplicates";
import { createKnownUserIndex } from "@/lib/pipeline/plan/known-user-index";
import { adopt, change, sameAs } from "@/lib/pipeline/plan/lines";
import { createMatches, type MatchedLine } from "@/lib/pipeline/plan/matches";
import { createMoves, createSwaps } from "@/lib/pipeline/plan/moves";
import { type Refusal, refusalOf, refused } from "@/lib/pipeline/plan/row-issue";
import { createRowList, type RowList } from "@/lib/pipeline/row-list";
import { mergePerson, sameValues } from "@/lib/values/merge";

/**
 * An address in a row that is not used: its user is not missing. `unless`: the row's ID, where the row may be used
 * after all. `blankId`: the row, where the owner of the address decides what is wrong with it.
 */
export type Mentioned = { emailKey: string; unless?: string; blankId?: SkippedRecord };

/** Who has an address, as far as that matters for a row that is not used. */
export type Holder = Pick<AddressOwner, "origin" | "csvId">;

/** The immediate result of a batch of rows, and what the database has to be asked for. */
export type Taken = { candidates: Candidate[]; issues: Issue[]; mentioned: Mentioned[] };

export type Removal = { userId: number; baseVersion: number; csvId: string };

export type PlanEnd = {
  issues: Issue[];
  /** Changes already given out for these IDs must not be kept. */
  retracted: Set<string>;
  removals: Removal[];
  /** New IDs that may be known users; who is the same person is not among the removals. */
  matches: MatchedLine[];
  unchanged: number;
  /** Rows that are skipped because something is wrong with them. */
  skippedRows: number;
  /** Rows whose ID can't be read. */
  unreadableIds: RowList;
  /** Active users that the sync owned before. */
  owned: number;
  missing: number;
  /** Authors and admins whom the file does not name: no file removes them. */
  staying: number[];
  /** What else a person should know of the plan. */
  notes: string[];
};

type Settled = { changes: Change[]; issues: Issue[]; same: Same[] };

type Options = {
  mode: RunMode;
  adoption: "skip" | "link";
  reKey: boolean;
  choices?: Choices;
  /** Users added manually whom someone lets the sync take over, as they were then. */
  takesOver?: Readonly<Record<string, number>> | undefined;
};

export type Planner = ReturnType<typeof createPlanner>;

/**
 * The plan room: persons and what is known come in, changes and issues go out. Pure; an unchanged person costs one
 * map look-up. Call `know` for all users of the sync, then `take` and `settle` batch by batch, then `finish`.
 */
export function createPlanner({ mode, adoption, reKey, choices, takesOver = {} }: Options) {
  const roster = createKnownUserIndex();
  const duplicates = createDuplicates(roster);
  const moves = createMoves();
  const swaps = createSwaps();
  /** IDs of rows with a second address, and of the user who has it. */
  const doubtful: { row: string; names: string }[] = [];
  const matches = createMatches();
  const own = { skippedRows: 0, unchanged: 0, owned: 0 };
  const unreadable = createRowList();

  return {
    addKnown(users: KnownUsers): void {
      roster.addKnown(users);
      for (const removed of users.removed) own.owned += 1 - removed;
    },
    /** Rows of users who are as those rows say and have nothing to do with any other row or user that comes here. */
    spare({ rows, nameless }: { rows: number; nameless: number }): void {
      own.owned += rows;
      own.unchanged += rows;
      matches.seeMany(rows, nameless);
    },
    /** IDs of users who are not as a row says for which `isPrinted`; null where some can't be looked up. */
    othersThan(isPrinted: (row: number) => boolean): string[] | null {
      if (roster.hasOddIds()) return null;
      const others: string[] = [];
      for (let index = 0; index < roster.size(); index++) {
        const isAsPrinted = roster.isSeen(index) && isPrinted(roster.rowOf(index));
        if (roster.isOrWillBe(index) && !isAsPrinted) others.push(roster.idOf(index));
      }
      return others;
    },
    /** Sorts out who needs a closer look. What `validate` says of the rows is among the issues. */
    classify(batch: readonly Validated[]): Taken {
      const taken: Taken = { candidates: [], issues: [], mentioned: [] };
      for (const item of batch) {
        if (item.kind === "skipped") {
          takeSkipped(item, taken);
          continue;
        }
        const { person } = item;
        const index = roster.indexOf(person.id);
        // A known user keeps their ID as it is stored; asked before the fingerprint, which is over it too.
        person.id = roster.idOf(index);
        const standing = duplicates.check(person, index);
        // The first of equal rows has reported everything already.
        if (standing.kind === "repeat") taken.issues.push(standing.issue);
        else if (item.issues.length > 0) taken.issues.push(...item.issues);
        if (standing.kind !== "first") {
          if (standing.kind === "repeat") continue;
          mention(person, taken);
          if (!roster.isSeen(index)) roster.markSeen(index, person);
          continue;
        }
        matches.see(person);
        const same = roster.isActive(index) && roster.samePrint(index, person.fingerprint);
        roster.markSeen(index, person);
        if (same) markUnchanged(index);
        else {
          taken.candidates.push({ person, userId: roster.isKnown(index) ? roster.userIdOf(index) : null });
          mention(person, taken, person.id);
        }
      }
      return taken;
    },
    keepIds: (ids: readonly string[]): void => ids.forEach(keep),
    /** Keeps users with an address that is in an unused row; returns what is wrong with rows without an ID. */
    keepMentioned(mentioned: readonly Mentioned[], holders: ReadonlyMap<string, Holder>): Issue[] {
      return mentioned.flatMap(({ emailKey, unless, blankId }) => {
        const holder = holders.get(emailKey);
        if (holder?.csvId && unless !== undefined) doubtful.push({ row: unless, names: holder.csvId });
        else if (holder?.csvId) keep(holder.csvId);
        return blankId ? whatIsWrong(blankId, refusalOf(holder)) : [];
      });
    },
    /** Turns candidates into changes, given what the database says about them. */
    resolve(candidates: readonly Candidate[], looked: Looked): Settled {
      const changes: Change[] = [];
      const issues: Issue[] = [];
      const same: Same[] = [];
      for (const candidate of candidates) {
        const settled = settleOne(candidate, looked);
        if (settled === null) {
          markUnchanged(roster.indexOf(candidate.person.id));
          same.push(...sameAs(candidate, looked));
        } else if ("severity" in settled) issues.push(settled);
        else changes.push(settled);
      }
      return { changes, issues, same };
    },
    finish,
  };

  function mention(person: Person, { mentioned }: Taken, unless?: string): void {
    if (unless === undefined) mentioned.push({ emailKey: person.emailKey });
    for (const emailKey of person.otherEmailKeys?.() ?? [])
      mentioned.push({ emailKey, ...(unless === undefined ? {} : { unless }) });
  }

  function takeSkipped(item: SkippedRecord, { issues, mentioned }: Taken): void {
    own.skippedRows += 1;
    if (item.id !== null) roster.markSkipped(roster.indexOf(item.id));
    for (const id of item.mentions?.ids ?? []) keep(id);
    if (item.mentions?.cutId) roster.skipStarting(item.mentions.cutId);
    for (const emailKey of item.mentions?.emailKeys ?? []) mentioned.push({ emailKey });
    if (item.blankIdOf) {
      mentioned.push({ emailKey: item.blankIdOf.emailKey, blankId: item });
      return;
    }
    issues.push(...item.issues);
    if (item.id === null) unreadable.add(item.row);
  }

  /** Lists exported with users added manually have no IDs for them: whose row it is, is certain then. */
  function whatIsWrong({ row, issues }: SkippedRecord, refusal: Refusal | null): readonly Issue[] {
    const [issue] = issues;
    if (refusal && issue)
      return [refused(refusal, { ...issue, row: issue.row ?? 0, line: issue.line ?? 0, id: null })];
    unreadable.add(row);
    return issues;
  }

  /** A text in a row that is not used names nobody unless it is a known ID. */
  function keep(csvId: string): void {
    const index = roster.find(csvId);
    if (index !== undefined) roster.markSkipped(index);
  }

  function markUnchanged(index: number): void {
    roster.markUnchanged(index);
    own.unchanged += 1;
  }

  /** What is deleted counts as blank: a value of it that a user still has goes with the next change. */
  function alive<T extends { values: UserValues }>(user: T): T {
    if (!choices) return user;
    const fields = withoutDeleted(user.values.fields, choices);
    return fields === user.values.fields ? user : { ...user, values: { ...user.values, fields } };
  }

  function settleOne({ person, userId }: Candidate, looked: Looked): Change | Issue | null {
    const index = roster.indexOf(person.id);
    const stored = userId === null ? undefined : looked.users.get(userId);
    const current = stored && alive(stored);
    const after = mergePerson(person, current?.values ?? null);
    const active = roster.isActive(index);
    if (stored && active && sameValues(stored.values, after)) return null;

    const found = looked.owners.get(person.emailKey);
    const owner = found && alive(found);
    const taken = owner && owner.userId !== userId ? owner : undefined;
    const refusal = refusalOf(taken);
    if (taken && refusal) {
      const isFree = refusal === "email_manual_user" && !taken.protected && !current;
      const mayLink = adoption === "link" || takesOver[`${taken.userId}`] === taken.version;
      if (mayLink && isFree) return adopt(person, taken);
      roster.refuse(index, refusal);
      own.skippedRows += 1;
      return refused(refusal, person);
    }
    if (taken?.csvId) moves.note(person, taken);
    if (taken?.csvId && current) swaps.note(person, current, taken);
    const kind = !current ? "create" : active ? "update" : "restore";
    const line = change(kind, person, current ?? null, after, taken?.csvId ?? null);
    if (current || !reKey) return line;
    const formers = looked.formers.get(person.id) ?? [];
    return { ...line, match: matches.note(person, line, { holder: taken ?? null, formers }) };
  }

  function finish(): PlanEnd {
    const found = duplicates.finish();
    const retracted = new Set(found.ids);
    for (const id of retracted) {
      const index = roster.indexOf(id);
      roster.markSkipped(index);
      if (roster.isUnchanged(index)) own.unchanged -= 1;
    }

    const isOut = (csvId: string): boolean => {
      const index = roster.find(csvId);
      return retracted.has(csvId) || (index !== undefined && roster.refusalOf(index) !== null);
    };
    const stays = (csvId: string): boolean => {
      const index = roster.find(csvId);
      if (index === undefined || isOut(csvId)) return index !== undefined;
      return !roster.isSeen(index) && !(mode === "complete" && roster.isMissing(index));
    };
    const keptBack: Issue[] = [];
    // A kept user keeps an address that another row wants; that row is dropped, the user it names is kept, and so on.
    for (let outBefore = -1; outBefore !== retracted.size; ) {
      outBefore = retracted.size;
      for (const holder of moves.holdersBehind(isOut)) keep(holder);
      for (const { row, names } of doubtful) if (isOut(row)) keep(names);
      const spread = moves.spread(stays, retracted);
      keptBack.push(...spread.issues);
      for (const id of spread.ids) {
        retracted.add(id);
        roster.markSkipped(roster.indexOf(id));
      }
    }

    const removals: Removal[] = [];
    const staying: number[] = [];
    for (let index = 0; index < roster.size(); index++) {
      if (mode === "complete" && roster.isStaying(index)) staying.push(roster.userIdOf(index));
      if (mode === "complete" && roster.isMissing(index)) {
        const csvId = roster.idOf(index);
        removals.push({ userId: roster.userIdOf(index), baseVersion: roster.versionOf(index), csvId });
      }
    }
    const gone = new Set(removals.map(({ userId }) => userId));
    const matched = matches.finish({
      isOut: (csvId) => retracted.has(csvId),
      isGone: (userId) => gone.has(userId),
      isNamed: (csvId) => roster.isNamed(csvId),
    });
    const same = new Set(matched.filter(({ isSame }) => isSame).map(({ userId }) => userId));
    return {
      issues: [...found.issues, ...keptBack],
      retracted,
      removals: removals.filter((removal) => !same.has(removal.userId)),
      matches: matched,
      unchanged: own.unchanged,
      skippedRows: own.skippedRows + found.issues.length + keptBack.length,
      unreadableIds: unreadable.list(),
      owned: own.owned,
      missing: removals.length,
      staying,
      notes: swaps.notes(isOut),
    };
  }
}
