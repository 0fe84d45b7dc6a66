import type { Issue, IssueCode } from "@/lib/model/issue";
import type { AddressOwner, Person } from "@/lib/model/user";

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

const TEXTS = {
  email_other_source: "E-mail address belongs to a user of another source",
  email_manual_user: "E-mail address belongs to a user added by hand",
} as const;

/** Why nobody of this sync can have an address. */
export type Refusal = keyof typeof TEXTS;

/** Null for an address that nobody has, or a user of the sync. */
export function refusalOf(owner: Pick<AddressOwner, "origin"> | undefined): Refusal | null {
  if (owner?.origin === "other_sync") return "email_other_source";
  return owner?.origin === "manual" ? "email_manual_user" : null;
}

/** The error of a row that wants such an address. */
export function refused(code: Refusal, place: Place): Issue {
  return rowError(code, TEXTS[code], place);
}
