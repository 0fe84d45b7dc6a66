import type { Issue, IssueCode, Severity } from "@/lib/model/issue";
import { cut } from "@/lib/values/text";

/** Where a record stands, and whose it says it is; "" where it does not say. */
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
