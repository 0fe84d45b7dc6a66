/** The closed list of what can go wrong from a caller's point of view. Each has its line in lib/README.md. */
export const ERROR_CODES = [
  "not_found",
  "forbidden",
  "unauthenticated",
  "confirm_needed",
  "sso_needed",
  "second_factor_needed",
  "invalid_input",
  "conflict",
  "plan_changed",
  "if_match_missing",
  "key_reused",
  "method_not_allowed",
  "throttled",
  "mail_failed",
  "channel_failed",
  "too_large",
  "no_space",
  "too_slow",
  "source_network",
  "source_unusable",
  "source_credentials",
  "source_host_key",
  "source_path",
  "file_changed",
  "file_blocked",
  "file_waiting",
  "file_not_newer",
  "file_too_old",
  "file_checksum",
  "cancelled",
  "lost_lease",
  "run_too_long",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

type ErrorOptions = {
  cause?: unknown;
  /** For us: never shown to a customer, never a secret. */
  meta?: Readonly<Record<string, unknown>>;
  /** Whether trying the same again may help. */
  retry?: boolean;
  /** What to do next, in one or two plain sentences; may be shown. */
  remedy?: string;
  /** Field name -> what is wrong with it, for forms. */
  fieldErrors?: Readonly<Record<string, string>>;
};

/** What is wrong with a file or the world. `message` may be shown to a customer; `meta` may not. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  /** What Next hands to the page that shows an error instead of a hash of its own. Only where a page has words for it. */
  readonly digest: string | undefined;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly retry: boolean;
  readonly remedy: string | undefined;
  readonly fieldErrors: Readonly<Record<string, string>> | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.digest = code === "too_slow" ? code : undefined;
    this.meta = options.meta ?? {};
    this.retry = options.retry ?? false;
    this.remedy = options.remedy;
    this.fieldErrors = options.fieldErrors;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}

/** A row of another tenant and a row that never existed read the same. */
export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} was not found. It may have been deleted.`);
}

/** For the end of a switch over a union. */
export function unreachable(value: never): never {
  throw new AppError("internal", "Unexpected value.", { meta: { value } });
}
