import { AppError, isAppError } from "@/lib/errors";
import type { Issue, IssueCode } from "@/lib/model/issue";

type Blocked = {
  code: IssueCode;
  /** What was found, and where. */
  message: string;
  /** What to do next. */
  remedy: string;
} & Partial<Pick<Issue, "row" | "line" | "column" | "value">>;

/** A file that cannot be used at all: nothing changes. Thrown by `read` and `validate`, reported by the run. */
export function blocked({ code, message, remedy, ...where }: Blocked): AppError {
  const issue: Issue = {
    severity: "blocking",
    code,
    message,
    row: null,
    line: null,
    csvId: null,
    email: null,
    column: null,
    value: null,
    ...where,
  };
  return new AppError("file_blocked", message, { remedy, meta: { issue } });
}

/** What stops the file of managers, said of that file; any other error as it is. */
export function inManagersFile(error: unknown): unknown {
  const issue = blockingIssue(error);
  if (!issue || !isAppError(error)) return error;
  const message = `In the managers file: ${issue.message}`;
  return new AppError("file_blocked", message, {
    cause: error,
    ...(error.remedy ? { remedy: error.remedy } : {}),
    meta: { ...error.meta, issue: { ...issue, message, file: "managers" } },
  });
}

/** The issue inside an error made by `blocked`; null for any other. */
export function blockingIssue(error: unknown): Issue | null {
  if (!isAppError(error) || error.code !== "file_blocked") return null;
  // `blocked` is the only place that makes this code, and always with an issue.
  return error.meta.issue as Issue;
}
