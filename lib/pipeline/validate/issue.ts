import { type ProfileField, TEAMS_FIELD } from "@/lib/model/field";
import type { Issue, IssueCode, Severity } from "@/lib/model/issue";
import { cut, shown } from "@/lib/values/text";

/** Beyond these a cell is a mistake or an attack, and would not fit where it is shown or indexed. UTF-16 units. */
export const ID_CHARS_MAX = 200;
export const NAME_CHARS_MAX = 200;

/** What is wrong with a cell; the rest of the issue is known where the row is. */
export type Fault = { code: IssueCode; message: string; value: string };

/** A value that is none of those to choose from. `near`: the one that differs in letter case only. */
export function unknownValue({ id }: ProfileField, value: string, near?: string): Fault {
  const isTeam = id === TEAMS_FIELD;
  const called = near === undefined ? "" : ` (the ${isTeam ? "team" : "option"} is called ${shown(near)})`;
  const message = `${isTeam ? "Unknown team" : "Unknown profile field value"}: ${shown(value)}${called}`;
  return { code: isTeam ? "team_unknown" : "option_unknown", message, value: cut(value) };
}

/** A value that the field's type can't hold. */
export function invalidValue(field: ProfileField, value: string): Fault {
  const message = `Invalid value for field ${field.label}: ${shown(value)}`;
  return { code: "value_invalid", message, value: cut(value) };
}

/** Where a record is, and whose it says it is; "" where it does not say. */
export type Where = { row: number; line: number; id: string; email: string };

export type What = {
  severity: Severity;
  code: IssueCode;
  message: string;
  column: string | null;
  value: string | null;
};

/** An issue of one record, with all that comes from the file cut to what is shown. */
export function rowIssue({ row, line, id, email }: Where, { value, ...what }: What): Issue {
  return {
    ...what,
    row,
    line,
    csvId: id === "" ? null : cut(id),
    email: email === "" ? null : cut(email),
    value: value === null ? null : cut(value),
  };
}
