import { AppError } from "@/lib/errors";

/** Deeper than anything that one of our forms sends. */
const DEPTH_MAX = 64;

/**
 * Refuses what can't be stored or read, whatever the form: a NUL character in a text or a key, and values nested without
 * end. `value` is as JSON has it. Throws `invalid_input`, with the field as forms name it ("rule.name").
 */
export function refuseUnstorable(value: unknown, path: readonly string[] = []): void {
  if (typeof value === "string" && value.includes("\0")) refuse(path, CHARACTER);
  if (typeof value !== "object" || value === null) return;
  if (path.length >= DEPTH_MAX) refuse(path.slice(0, 1), "This is nested too deeply.");
  for (const [key, part] of Object.entries(value)) {
    if (key.includes("\0")) refuse(path, CHARACTER);
    refuseUnstorable(part, [...path, key]);
  }
}

const CHARACTER = "This contains a character that can't be stored. Type it again instead of pasting it.";

function refuse(path: readonly string[], why: string): never {
  throw new AppError("invalid_input", "Some of the values are not valid.", {
    fieldErrors: { [path.join(".")]: why },
  });
}
