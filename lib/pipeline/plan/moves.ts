import type { Issue } from "@/lib/model/issue";
import type { AddressOwner, Person } from "@/lib/model/user";
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
