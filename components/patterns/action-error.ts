import type { ActionError } from "@/lib/action";

/** The error of an action's result; null for anything but a failure. */
export function failureOf(result: unknown): ActionError | null {
  if (!isFailure(result)) return null;
  return result.error;
}

/** There was no answer: the connection broke, or the server runs a newer version of Rollcall. */
export const UNREACHABLE: ActionError = {
  code: "internal",
  message: "Rollcall can't be reached.",
  remedy: "Check your connection and try again. If that does not help, reload the page.",
};

function isFailure(result: unknown): result is { ok: false; error: ActionError } {
  return (
    typeof result === "object" &&
    result !== null &&
    "ok" in result &&
    result.ok === false &&
    "error" in result
  );
}
