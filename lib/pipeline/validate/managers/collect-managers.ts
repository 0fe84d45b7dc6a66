import type { FieldValue } from "@/lib/model/field";
import type { Issue } from "@/lib/model/issue";
import type { RunMode } from "@/lib/model/run";
import type { Fingerprint } from "@/lib/model/user";
import { rowIssue } from "@/lib/pipeline/validate/issue";
import type { ManagerRow, SkippedManager } from "@/lib/pipeline/validate/managers/managers-row";
import type { Leads } from "@/lib/pipeline/validate/prepared";
import { shown } from "@/lib/values/text";

type Place = { row: number; line: number };

type Manager = Place & {
  teams: FieldValue | undefined;
  /** Null where no row of theirs could be used. */
  print: Fingerprint | null;
  /** The employees file names them, in a row that may be skipped. */
  isThere: boolean;
};

const ROWS_NAMED_MAX = 20;

/**
 * Rows of a file of managers come in, in their order; who leads what goes out once `closed`. Anyone who can't be
 * judged keeps what they led: those of bad and of contradicting rows, and everyone while it isn't certain who somebody is.
 */
export function collectManagers(mode: RunMode) {
  const byId = new Map<string, Manager>();
  const repeated = new Map<string, Place[]>();
  let unreadable = 0;

  const keep = (id: string): void => {
    const known = byId.get(id);
    if (known) Object.assign(known, { teams: undefined });
    else byId.set(id, { row: 0, line: 0, teams: undefined, print: null, isThere: false });
  };

  return {
    take(item: ManagerRow | SkippedManager): Issue[] {
      if (item.kind === "skipped") {
        if (item.id === null) unreadable += 1;
        else keep(item.id);
        return [...item.issues];
      }
      const { id, row, line, teams, print } = item;
      const known = byId.get(id);
      if (!known) byId.set(id, { row, line, teams, print, isThere: false });
      else if (!known.print) Object.assign(known, { row, line, print });
      else if (known.print.every((word, at) => word === print[at])) return [sameRow(item, known.row)];
      else {
        const places = repeated.get(id) ?? [{ row: known.row, line: known.line }];
        repeated.set(id, [...places, { row, line }]);
        keep(id);
      }
      return [...item.issues];
    },
    /** What only all rows together show. */
    closed(): Issue[] {
      return [...repeated].flatMap(([id, places]) => {
        const named = places.slice(0, ROWS_NAMED_MAX).map(({ row }) => row);
        const rows = `(rows ${named.join(", ")}${places.length > ROWS_NAMED_MAX ? ", …" : ""})`;
        return places.map((place) => error(place, id, "id_duplicate", `Duplicate ID: ${shown(id)} ${rows}`));
      });
    },
    /** To be asked for everyone in the employees file, once the rows are `closed`. */
    leads: ((id) => {
      const manager = byId.get(id);
      if (!manager) return mode === "complete" && unreadable === 0 ? null : undefined;
      manager.isThere = true;
      return manager.teams;
    }) satisfies Leads,
    /** Someone whose row in the employees file was skipped. */
    isThere(id: string): void {
      const manager = byId.get(id);
      if (manager) manager.isThere = true;
    },
    /** Managers whom the employees file does not name; to be asked at its end. */
    strangers(): Issue[] {
      const told = [...byId].filter(([id, { isThere, print }]) => !isThere && print && !repeated.has(id));
      return told.map(([id, place]) =>
        error(place, id, "manager_unknown", `Manager ${shown(id)} is not in the employees file`),
      );
    },
    /** IDs that no row of the employees file has, whatever else is wrong with their rows; to be asked at its end. */
    unknownIds: (): string[] => [...byId].flatMap(([id, { isThere }]) => (isThere ? [] : [id])),
    unreadable: (): number => unreadable,
  };
}

function sameRow({ row, line, id }: ManagerRow, first: number): Issue {
  return {
    ...error({ row, line }, id, "row_repeated", `Row is the same as row ${first}`),
    severity: "warning",
  };
}

function error({ row, line }: Place, id: string, code: Issue["code"], message: string): Issue {
  return rowIssue(
    { row, line, id, email: "" },
    { severity: "error", code, message, column: null, value: null },
  );
}
