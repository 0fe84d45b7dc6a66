import { formatNumber } from "@/lib/format/number";
import type { AddressOwner, CurrentUser, Person, UserValues } from "@/lib/model/user";

type Taker = { was: string; name: string };

const NAMED_MAX = 20;

/**
 * People who have the ID of somebody else: their row has the address and the names of another user of the sync. Round in
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
    /** One note for each circle, and one for everybody in none. `isOut`: the row is not used. */
    notes(isOut: (csvId: string) => boolean): string[] {
      const told = new Set<string>();
      const notes: string[] = [];
      for (const id of byId.keys()) {
        const circle = told.has(id) ? [] : circleOf(id, isOut);
        for (const [now] of circle) told.add(now);
        if (circle.length > 1) notes.push(spell("These people have exchanged their IDs in the file", circle));
      }
      const others = [...byId].filter(([id]) => !told.has(id) && !isOut(id));
      if (others.length > 0)
        notes.unshift(spell("In the file these people have the ID of somebody else", others));
      const more = notes.length - NAMED_MAX;
      const rest = `${formatNumber(more)} more groups of people have exchanged their IDs in this file.`;
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
  return `${what}: ${named}. Lists and teams given to them in Rollcall stay with the ID, not with the person.`;
}

type Names = Pick<UserValues, "firstName" | "lastName">;

function nameOf({ firstName, lastName }: Names): string {
  return `${firstName} ${lastName}`.trim();
}

function sameNames(a: Names, b: Names): boolean {
  return nameOf(a).toLowerCase() === nameOf(b).toLowerCase();
}
