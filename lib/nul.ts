import { AppError } from "@/lib/errors";

/** As deep as anything is that one of our forms sends. */
const DEPTH_MAX = 64;

/**
 * Where `value` (as JSON has it) holds a NUL character, in a text or a key, as `form` fields are named ("rule.name");
 * null where it holds none. Nothing of ours can store one. What is nested beyond any form of ours counts as one, too.
 */
export function findNul(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === "string") return value.includes("\0") ? path.join(".") : null;
  if (typeof value !== "object" || value === null) return null;
  if (path.length >= DEPTH_MAX) return path.join(".");
  for (const [key, part] of Object.entries(value)) {
    const found = key.includes("\0") ? path.join(".") : findNul(part, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

/** For a form that was sent with what can't be stored at `place`. */
export function unstorable(place: string): AppError {
  return new AppError("invalid_input", "Some of what was entered can't be used.", {
    fieldErrors: {
      [place]: "This has a character that can't be stored. Type it again instead of pasting it.",
    },
  });
}
