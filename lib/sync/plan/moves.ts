import type { Relink } from "@/lib/sync/plan/planner";
import { rowError } from "@/lib/sync/plan/row-issue";
import type { AddressOwner, Issue, Person } from "@/lib/sync/types";

type Move = {
  person: Pick<Person, "row" | "line" | "id" | "email" | "firstName" | "lastName">;
  from: AddressOwner;
  isNew: boolean;
};

/** Addresses that pass from one user of the sync to another within one file. */
export function createMoves() {
  const byHolder = new Map<string, Move>();

  return {
    /** `person` takes the address that `from` holds now. */
    note(person: Person, from: AddressOwner, isNew: boolean): void {
      const { row, line, id, email, firstName, lastName } = person;
      byHolder.set(from.csvId ?? "", { person: { row, line, id, email, firstName, lastName }, from, isNew });
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
    /**
     * New IDs that are most likely known people under a new number: the address and a name are those of a user who
     * is missing. Only when that explains most of the missing; a joiner with a leaver's address is just that.
     */
    relinks(retracted: ReadonlySet<string>, missing: ReadonlySet<number>): Relink[] {
      const found: Relink[] = [];
      for (const { person, from, isNew } of byHolder.values()) {
        if (!isNew || retracted.has(person.id) || !missing.has(from.userId)) continue;
        if (sameName(person, from)) found.push({ csvId: person.id, from });
      }
      return found.length * 2 > missing.size ? found : [];
    },
  };
}

function sameName(person: Move["person"], from: AddressOwner): boolean {
  const { firstName, lastName } = from.values;
  const same = (a: string | null, b: string): boolean => !!a && a.toLowerCase() === b.toLowerCase();
  return same(person.firstName, firstName) || same(person.lastName, lastName);
}
