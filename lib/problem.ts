import { randomUUID } from "node:crypto";
import { supportContact } from "@/lib/env";
import { type AppError, type ErrorCode, isAppError } from "@/lib/errors";
import type { Log } from "@/lib/log";
import { hardened } from "@/lib/route";

/** What a program gets that asked for something: RFC 9457, with our code and what to do. */
export type Problem = {
  type: string;
  status: number;
  title: string;
  detail: string;
  code: string;
  remedy?: string;
  /** For values that are not valid: which, and why. */
  errors?: { field: string; message: string }[];
};

/** Status and title of each code that a program can meet. */
const STATUS: Partial<Record<ErrorCode, [number, string]>> = {
  invalid_input: [400, "The request is not valid"],
  unauthenticated: [401, "The token is not valid"],
  forbidden: [403, "The token does not allow this"],
  not_found: [404, "Not found"],
  method_not_allowed: [405, "Method not allowed"],
  conflict: [409, "Conflict with the current state"],
  plan_changed: [412, "The plan has changed"],
  too_large: [413, "The request is too large"],
  file_blocked: [422, "The file can't be used"],
  key_reused: [422, "The idempotency key was used for another request"],
  if_match_missing: [428, "If-Match is missing"],
  throttled: [429, "Too many requests"],
  internal: [500, "Something went wrong on our side"],
  too_slow: [503, "The database took too long"],
  no_space: [507, "There is no space for the file"],
};

type Words = Partial<Record<ErrorCode, [number, string]>>;

type Telling = {
  log: Log;
  /** What the log calls an unexpected error. */
  event: string;
  /** Status and titles that say it better here. */
  words?: Words;
  /** For `www-authenticate`. */
  challenge: string;
  /** Where each code is explained; absent: nowhere. */
  typeOf?: (code: ErrorCode) => string;
};

/** An error as a problem document. What is unexpected is logged, and only its reference is told. */
export function problemResponse(error: unknown, telling: Telling): Response {
  const { words = {}, challenge, typeOf = () => "about:blank" } = telling;
  if (!isAppError(error) || error.code === "internal") return unexpected(error, telling);
  const { message: detail, code, remedy, fieldErrors } = error;
  const [status, title] = words[code] ?? STATUS[code] ?? [400, "The request could not be carried out"];
  const errors = Object.entries(fieldErrors ?? {}).map(([field, message]) => ({ field, message }));
  const problem = { type: typeOf(code), status, title, detail, code, ...(remedy ? { remedy } : {}) };
  return answer(
    { ...problem, ...(errors.length > 0 ? { errors } : {}) },
    headersOf(error, status, challenge),
  );
}

function headersOf({ meta }: AppError, status: number, challenge: string): Record<string, string> {
  return {
    ...(typeof meta.waitSeconds === "number" ? { "retry-after": String(meta.waitSeconds) } : {}),
    ...(typeof meta.allow === "string" ? { allow: meta.allow } : {}),
    ...(status === 401 ? { "www-authenticate": challenge } : {}),
  };
}

function unexpected(error: unknown, { log, event, typeOf = () => "about:blank" }: Telling): Response {
  const reference = randomUUID().slice(0, 8);
  log.error(event, { reference }, error);
  return answer({
    ...{ type: typeOf("internal"), status: 500, title: "Something went wrong on our side" },
    ...{ code: "internal", detail: "The request was not carried out." },
    remedy: `Send it again. If it happens again, send the reference ${reference} to ${supportContact()}.`,
  });
}

function answer(problem: Problem, headers: Record<string, string> = {}): Response {
  return hardened(
    new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
    }),
  );
}

/** Every code with its status and title, for the documentation. */
export function problemKinds(): { code: ErrorCode; status: number; title: string }[] {
  return Object.entries(STATUS).map(([code, [status, title]]) => ({
    ...{ code: code as ErrorCode, status, title },
  }));
}
