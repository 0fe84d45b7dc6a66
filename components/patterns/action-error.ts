import type { ActionError } from "@/lib/action";

/** The error inside what an action answered; null for anything that is not a failure. */
export function failureOf(result: unknown): ActionError | null {
  if (!isFailure(result)) return null;
  return result.error;
}

/** When the answer never came: the connection broke, or a newer version of Rollcall runs on the server. */
export const UNREACHABLE: ActionError = {
  code: "internal",
  message: "Rollcall could not be reached.",
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
