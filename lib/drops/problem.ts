import { randomUUID } from "node:crypto";
import { type ErrorCode, isAppError } from "@/lib/errors";
import type { Log } from "@/lib/log";
import { hardened } from "@/lib/route";

/** What a program gets that sends a file: RFC 9457, with our code and what to do. */
export type Problem = { status: number; title: string; detail: string; code: string; remedy?: string };

const STATUS: Partial<Record<ErrorCode, [number, string]>> = {
  invalid_input: [400, "The request is not valid"],
  unauthenticated: [401, "The token is not valid"],
  not_found: [404, "There is no such folder"],
  conflict: [409, "The file conflicts with what is in the drop"],
  too_large: [413, "The file is too large"],
  throttled: [429, "Too many attempts"],
  too_slow: [408, "The file arrives too slowly"],
  no_space: [507, "There is no space for the file"],
};

/** An error as a problem document. What is unexpected is logged, and only its reference is told. */
export function problemResponse(error: unknown, log: Log): Response {
  if (isAppError(error) && error.code !== "internal") {
    const [status, title] = STATUS[error.code] ?? [400, "The request could not be carried out"];
    const { message: detail, code, remedy } = error;
    const wait = error.meta.waitSeconds;
    const headers: Record<string, string> = {};
    if (typeof wait === "number") headers["retry-after"] = String(wait);
    if (status === 401)
      headers["www-authenticate"] = 'Bearer realm="Rollcall drop", Basic realm="Rollcall drop"';
    return answer({ status, title, detail, code, remedy }, headers);
  }
  const reference = randomUUID().slice(0, 8);
  log.error("drop.put_failed", { reference }, error);
  return answer({
    ...{ status: 500, title: "Something went wrong on our side", code: "internal" },
    detail: "The file was not taken. Nothing was changed.",
    remedy: `Send it again. If it happens again, contact support with the reference ${reference}.`,
  });
}

function answer(problem: Problem, headers: Record<string, string> = {}): Response {
  const body = JSON.stringify({ type: "about:blank", ...problem });
  return hardened(
    new Response(body, {
      status: problem.status,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
    }),
  );
}
