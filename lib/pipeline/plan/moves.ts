import { formatNumber } from "@/lib/format/number";
import type { Issue } from "@/lib/model/issue";
import type { AddressOwner, CurrentUser, Person, UserValues } from "@/lib/model/user";
import { rowError } from "@/lib/pipeline/plan/row-issue";

type Move = { person: Pick<Person, "row" | "line" | "id" | "email"> };

/** Addresses that pass from one user of the sync to another within one file. */
export function createMoves() {
  const byHolder = new Map<string, Move>();

  return {
    /** `person` takes the address that `from` holds now. */
    note({ row, line, id, email }: Person, from: AddressOwner): void {
      byHolder.set(from.csvId ?? "", { person: { row, line, id, email } });
    },
    /** Users whose address is in a row that is not used. */
    holdersBehind(isOut: (csvId: string) => boolean): string[] {
      return [...byHolder].filter(([, { person }]) => isOut(person.id)).map(([holder]) => holder);
    },
    /**
     * Rows whose address is never freed, because the one who holds it stays as it is; and so on down the chain.
     * Nothing more is said of `gone`, whose rows are out already.
     */
    spread(
      stays: (csvId: string) => boolean,
      gone: ReadonlySet<string>,
    ): { ids: Set<string>; issues: Issue[] } {
      const ids = new Set<string>();
      const issues: Issue[] = [];
      for (const holder of byHolder.keys()) {
        if (!stays(holder)) continue;
        let move = byHolder.get(holder);
        while (move && !ids.has(move.person.id) && !gone.has(move.person.id)) {
          ids.add(move.person.id);
          issues.push(
            rowError(
              "email_kept_by_skipped_row",
              "E-mail address belongs to a user whose row was skipped or who stays as they are",
              move.person,
            ),
          );
          move = byHolder.get(move.person.id);
        }
      }
      return { ids, issues };
    },
  };
}

type Taker = { was: string; name: string };

const NAMED_MAX = 20;

/**
 * People who have the ID of someone else: their row has the address and the names of another user of the sync. Round in
 * a circle they exchanged their IDs; else the ID column may have slipped by a row. The plan shows them as updates, and
 * what members gave a user manually stays with the ID: worth a note.
 */
export function createSwaps() {
  /** By the ID a person has in the file now: the one they had, and who they are. */
  const byId = new Map<string, Taker>();

  return {
    /** The row of `current` has the address that `from` has now. */
    note(person: Person, current: CurrentUser, from: AddressOwner): void {
      const { firstName, lastName } = person;
      const now = { firstName: firstName ?? "", lastName: lastName ?? "" };
      if (from.csvId === null || nameOf(now) === "") return;
      if (sameNames(now, from.values) && !sameNames(now, current.values))
        byId.set(person.id, { was: from.csvId, name: nameOf(from.values) });
    },
    /** One note for each circle, and one for everyone in none. `isOut`: the row is not used. */
    notes(isOut: (csvId: string) => boolean): string[] {
      const told = new Set<string>();
      const notes: string[] = [];
      for (const id of byId.keys()) {
        const circle = told.has(id) ? [] : circleOf(id, isOut);
        for (const [now] of circle) told.add(now);
        if (circle.length > 1) notes.push(spell("These people swapped their IDs in the file", circle));
      }
      const others = [...byId].filter(([id]) => !told.has(id) && !isOut(id));
      if (others.length > 0)
        notes.unshift(spell("In the file these people have the ID of someone else", others));
      const more = notes.length - NAMED_MAX;
      const rest = `${formatNumber(more)} more groups of people swapped their IDs in the file.`;
      return more > 0 ? [...notes.slice(0, NAMED_MAX), rest] : notes;
    },
  };

  function circleOf(start: string, isOut: (csvId: string) => boolean): [string, Taker][] {
    const circle: [string, Taker][] = [];
    for (let id = start; ; ) {
      const taker = byId.get(id);
      if (!taker || isOut(id) || circle.length > byId.size) return [];
      circle.push([id, taker]);
      if (taker.was === start) return circle;
      id = taker.was;
    }
  }
}

function spell(what: string, takers: readonly [string, Taker][]): string {
  const people = takers.slice(0, NAMED_MAX).map(([now, { was, name }]) => `${name} (${was} to ${now})`);
  const rest = takers.length > people.length ? [`${formatNumber(takers.length - people.length)} others`] : [];
  const [last = "", ...others] = [...people, ...rest].reverse();
  const named = others.length > 0 ? `${others.reverse().join(", ")} and ${last}` : last;
  return `${what}: ${named}. Lists and teams assigned in Rollcall stay with the ID, not with the person.`;
}

type Names = Pick<UserValues, "firstName" | "lastName">;

function nameOf({ firstName, lastName }: Names): string {
  return `${firstName} ${lastName}`.trim();
}

function sameNames(a: Names, b: Names): boolean {
  return nameOf(a).toLowerCase() === nameOf(b).toLowerCase();
}
