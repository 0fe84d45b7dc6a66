import type { Change, FormerUser, Match, MatchOn } from "@/lib/model/plan";
import type { AddressOwner, Person, UserValues } from "@/lib/model/user";
import { mergePerson } from "@/lib/values/merge";

/** Whom a new ID may be, and what is taken for true until a person says otherwise. */
export type MatchedLine = {
  csvId: string;
  userId: number;
  isSame: boolean;
  /** The user is missing from the file; else one who was removed before. */
  isMissing: boolean;
  /** In place of the match that was given out with the line. */
  instead: Match | null;
};

/** Users whom a new row may be: who has its address now, and who was removed lately. */
type Known = { holder: AddressOwner | null; formers: readonly FormerUser[] };

type FileEnd = {
  isOut: (csvId: string) => boolean;
  isGone: (userId: number) => boolean;
  isNamed: (csvId: string) => boolean;
};

type Candidate = Pick<Match, "on" | "userId" | "csvId" | "syncId" | "removedAt"> & {
  contradicts: boolean;
  instead: Match | null;
};

const RANK: Readonly<Record<MatchOn, number>> = { address_and_names: 0, address: 1, names: 2 };

/**
 * Finds known people under new IDs, one by one: by the address, by both names, or both. Address and names together are
 * the same person; anything less is another one until someone says otherwise, except where files have no names.
 */
export function createMatches() {
  const byLine = new Map<string, Candidate[]>();
  const rows = { all: 0, nameless: 0 };

  return {
    /** To be called with every usable row: whether names distinguish people depends on the whole file. */
    see({ firstName, lastName }: Person): void {
      rows.all += 1;
      if (!firstName && !lastName) rows.nameless += 1;
    },
    seeMany(count: number, nameless: number): void {
      rows.all += count;
      rows.nameless += nameless;
    },
    /** The match that goes with the line of a new ID; null where the row is nobody known. */
    note(
      person: Person,
      line: Pick<Change, "after" | "dependsOn">,
      { holder, formers }: Known,
    ): Match | null {
      const [former] = formers
        .map((user) => ({ user, on: matchOn(person, user.values) }))
        .filter(({ on }) => on !== null)
        .sort((a, b) => rankOf(a.on) - rankOf(b.on) || newestFirst(a.user, b.user));
      const found = [
        ...(holder?.csvId ? [matchOf(person, line, { ...missing(holder), csvId: holder.csvId })] : []),
        ...(former ? [matchOf(person, line, former.user)] : []),
      ].filter((match) => match !== null);
      const [first = null] = found;
      if (first)
        byLine.set(
          person.id,
          found.map((match) => candidateOf(person, match, match === first)),
        );
      return first;
    },
    /**
     * `isOut`: the line of the ID is not used. `isGone`: the user is missing from the file. `isNamed`: the ID is in the
     * file. A user is one person: where several rows would be them by their names alone, none is.
     */
    finish({ isOut, isGone, isNamed }: FileEnd): MatchedLine[] {
      const isThere = ({ userId, csvId, syncId, removedAt }: Candidate) =>
        removedAt === null ? isGone(userId) : syncId !== null || !isNamed(csvId);
      const chosen: (Candidate & { line: string })[] = [];
      for (const [line, candidates] of byLine) {
        if (isOut(line)) continue;
        const [best] = candidates.filter(isThere).sort((a, b) => rankOf(a.on) - rankOf(b.on));
        if (best) chosen.push({ ...best, line });
      }
      const claims = new Map<number, { rank: number; count: number }>();
      for (const { userId, on } of chosen) {
        const [claim, rank] = [claims.get(userId), rankOf(on)];
        if (!claim || rank < claim.rank) claims.set(userId, { rank, count: 1 });
        else if (rank === claim.rank) claim.count += 1;
      }
      const isNameless = rows.nameless * 2 > rows.all;
      return chosen.flatMap(({ line, userId, on, contradicts, removedAt, instead }): MatchedLine[] => {
        const claim = claims.get(userId);
        if (claim?.rank !== rankOf(on) || claim.count > 1) return [];
        const isSame = on === "address_and_names" || (on === "address" && isNameless && !contradicts);
        return [{ csvId: line, userId, isSame, isMissing: removedAt === null, instead }];
      });
    },
  };
}

function missing({ userId, version, values }: AddressOwner) {
  return { userId, version, values, syncId: null, removedAt: null };
}

function matchOf(
  person: Person,
  { after, dependsOn }: Pick<Change, "after" | "dependsOn">,
  user: Omit<FormerUser, "removedAt"> & { removedAt: string | null },
): Match | null {
  const { values, ...known } = user;
  const on = matchOn(person, values);
  if (!on || !after) return null;
  return { on, ...known, before: values, asSame: mergePerson(person, values), asNew: after, dependsOn };
}

function candidateOf(person: Person, match: Match, isStored: boolean): Candidate {
  const { on, userId, csvId, syncId, removedAt, before } = match;
  const contradicts =
    differs(person.firstName, before.firstName) || differs(person.lastName, before.lastName);
  return { on, userId, csvId, syncId, removedAt, contradicts, instead: isStored ? null : match };
}

function matchOn(person: Person, { email, firstName, lastName }: UserValues): MatchOn | null {
  const names = [
    [person.firstName, firstName],
    [person.lastName, lastName],
  ] as const;
  // A name that the file does not have says nothing against anyone.
  const isEqual = names.every(([theirs, known]) => theirs === null || lowerCase(theirs) === lowerCase(known));
  const said = names.filter(([theirs]) => theirs).length;
  if (person.emailKey === lowerCase(email)) return isEqual && said > 0 ? "address_and_names" : "address";
  return isEqual && said === names.length ? "names" : null;
}

function differs(theirs: string | null, known: string): boolean {
  return !!theirs && known !== "" && lowerCase(theirs) !== lowerCase(known);
}

function rankOf(on: MatchOn | null): number {
  return on ? RANK[on] : Number.POSITIVE_INFINITY;
}

function newestFirst(a: FormerUser, b: FormerUser): number {
  return b.removedAt.localeCompare(a.removedAt) || b.userId - a.userId;
}

const lowerCase = (text: string) => text.toLowerCase();
