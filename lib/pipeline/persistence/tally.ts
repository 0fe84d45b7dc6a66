import type { Issue, IssueCode, Severity } from "@/lib/model/issue";
import { detached } from "@/lib/values/text";

/** How often one thing was wrong. `value` is null for what has none, and for all values not counted separately. */
export type Tally = {
  severity: Severity;
  code: IssueCode;
  column: string | null;
  value: string | null;
  count: number;
};

/** Different values that are counted separately: of one code and column, and of a whole run. */
const VALUES_MAX = 1_000;
const RUN_VALUES_MAX = 20_000;

type Counter = Omit<Tally, "value" | "count"> & { rest: number; values: Map<string, number> };

/** Counts issues by what is wrong, however many there are; what it holds does not grow with the file. */
export function openTally() {
  const counters = new Map<string, Counter>();
  let values = 0;

  function counterOf({ severity, code, column }: Issue): Counter {
    const key = `${severity} ${code} ${column ?? ""}`;
    let counter = counters.get(key);
    if (!counter) {
      counter = { severity, code, column, rest: 0, values: new Map() };
      counters.set(key, counter);
    }
    return counter;
  }

  return {
    add(issue: Issue): void {
      const counter = counterOf(issue);
      const { value } = issue;
      const known = value === null ? undefined : counter.values.get(value);
      if (value !== null && known !== undefined) {
        counter.values.set(value, known + 1);
      } else if (value !== null && counter.values.size < VALUES_MAX && values < RUN_VALUES_MAX) {
        values += 1;
        counter.values.set(detached(value), 1);
      } else counter.rest += 1;
    },
    /** Everything that was counted. */
    rows(): Tally[] {
      return [...counters.values()].flatMap(({ rest, values: told, ...what }) => [
        ...[...told].map(([value, count]) => ({ ...what, value, count })),
        ...(rest > 0 ? [{ ...what, value: null, count: rest }] : []),
      ]);
    },
  };
}
