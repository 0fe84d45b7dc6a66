import type { Log } from "@/lib/log";
import { problemResponse } from "@/lib/problem";

/** An error as a program gets it that sends a file to a drop. */
export function dropProblem(error: unknown, log: Log): Response {
  return problemResponse(error, {
    ...{ log, event: "drop.put_failed", words: WORDS },
    challenge: 'Bearer realm="Rollcall drop", Basic realm="Rollcall drop"',
  });
}

const WORDS = {
  not_found: [404, "There is no such folder"],
  conflict: [409, "The file conflicts with what is in the drop"],
  too_large: [413, "The file is too large"],
  throttled: [429, "Too many attempts"],
  too_slow: [408, "The file arrives too slowly"],
} satisfies Parameters<typeof problemResponse>[1]["words"];
