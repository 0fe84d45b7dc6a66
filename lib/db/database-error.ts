import { DrizzleQueryError } from "drizzle-orm/errors";
import postgres from "postgres";
import { AppError } from "@/lib/errors";

/** SQLSTATEs of a character that no text and no JSON of the database can hold, such as NUL. */
const UNSTORABLE: ReadonlySet<string> = new Set(["22021", "22P05"]);

/** A statement that took longer than was allowed. */
const TIMED_OUT = "57014";
const TOO_SLOW = "The database took too long to answer, so this was stopped. Nothing was changed.";
const TOO_SLOW_REMEDY = "Try again in a few minutes, or narrow the request, for example with a filter.";

/** What the database refused: SQLSTATE and constraint, without the statement and its values, which are customers' data. */
class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly code: string;
  readonly constraint_name: string | undefined;

  constructor({ code, constraint_name, stack }: postgres.PostgresError) {
    super(`The database refused a statement (${code}).`);
    this.code = code;
    this.constraint_name = constraint_name;
    const frames = stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")) ?? [];
    this.stack = [`${this.name}: ${this.message}`, ...frames].join("\n");
  }
}

/**
 * An error of the driver as the rest of us may see, keep and log it: nothing that a statement carried is in it. Whatever
 * prints an error it does not know (Next does, when a page fails) prints no personal data. Other errors pass as they are.
 */
export function withoutValues(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof postgres.PostgresError)) return cause;
  const plain = new DatabaseError(cause);
  if (cause.code === TIMED_OUT)
    return new AppError("too_slow", TOO_SLOW, { cause: plain, remedy: TOO_SLOW_REMEDY });
  if (!UNSTORABLE.has(cause.code)) return plain;
  return new AppError("invalid_input", "The text contains a character that can't be stored.", {
    cause: plain,
    remedy: "Type it again instead of pasting it.",
  });
}

/** SQLSTATEs of a broken unique constraint and a broken foreign key. */
const CONSTRAINT_CODES: ReadonlySet<unknown> = new Set(["23505", "23503"]);

/** The name of the unique or foreign key constraint that a statement broke; null when `error` is anything else. */
export function violated(error: unknown): string | null {
  // drizzle wraps the driver's error, and keeps it as the cause.
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && CONSTRAINT_CODES.has(at.code) && "constraint_name" in at)
      return String(at.constraint_name);
  }
  return null;
}

/** Whether a statement gave up waiting for a lock, as `lock_timeout` had asked. */
export function isLockTaken(error: unknown): boolean {
  // drizzle wraps the driver's error, and keeps it as the cause.
  for (let at = error; at instanceof Error; at = at.cause)
    if ("code" in at && at.code === "55P03") return true;
  return false;
}

/**
 * Whether a statement failed because Postgres can't hold a value it was given, such as a NUL character in JSON
 * (SQLSTATE class 22): the same statement can never succeed.
 */
export function isDataException(error: unknown): boolean {
  // drizzle wraps the driver's error, and keeps it as the cause.
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && at.code.startsWith("22")) return true;
  }
  return false;
}
