import type { Issue, IssueCode } from "@/lib/model/issue";
import type { Person } from "@/lib/model/user";

export type Place = Pick<Person, "row" | "line"> & { id: string | null; email: string | null };

/** An error of the plan about one row; `validate` has its own, since rooms do not know each other. */
export function rowError(code: IssueCode, message: string, place: Place): Issue {
  return {
    severity: "error",
    code,
    message,
    row: place.row,
    line: place.line,
    csvId: place.id,
    email: place.email,
    column: null,
    value: null,
  };
}
