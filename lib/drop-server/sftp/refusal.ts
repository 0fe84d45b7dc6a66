import type { StatusName } from "@/lib/drop-server/sftp/replies";
import { type ErrorCode, isAppError } from "@/lib/errors";

/** A request that is answered with another status than OK, and a sentence that some clients show. */
export class SftpRefusal extends Error {
  override readonly name = "SftpRefusal";
  readonly status: StatusName;
  constructor(status: StatusName, message: string, options: ErrorOptions = {}) {
    super(message, options);
    this.status = status;
  }
}

const STATUS_OF: Partial<Record<ErrorCode, StatusName>> = {
  not_found: "NO_SUCH_FILE",
  forbidden: "PERMISSION_DENIED",
  unauthenticated: "PERMISSION_DENIED",
};

const OURS = "Something went wrong on the server. Try again later.";
const NO_SPACE = "The server has no space left for this file. Try again later.";

type Refused = {
  status: StatusName;
  message: string;
  /** Nobody expected it, so it belongs in the log. */
  isOurs: boolean;
  /** The key or password was taken away: nothing more will be answered. */
  isOver: boolean;
};

/** How to answer a request that failed with `error`. */
export function refusalOf(error: unknown): Refused {
  const expected = { isOurs: false, isOver: false };
  if (error instanceof SftpRefusal) return { ...expected, status: error.status, message: error.message };
  if (isAppError(error) && error.code !== "internal") {
    const message = [error.message, error.remedy].filter(Boolean).join(" ");
    const isOver = error.code === "unauthenticated";
    return { ...expected, status: STATUS_OF[error.code] ?? "FAILURE", message, isOver };
  }
  const code = error instanceof Error && "code" in error ? error.code : null;
  const isFull = code === "ENOSPC" || code === "EDQUOT";
  return { status: "FAILURE", message: isFull ? NO_SPACE : OURS, isOurs: true, isOver: false };
}
