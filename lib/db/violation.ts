/** SQLSTATEs of a broken unique constraint and a broken foreign key. */
const CODES: ReadonlySet<unknown> = new Set(["23505", "23503"]);

/** The name of the unique or foreign key constraint that a statement broke; null when `error` is anything else. */
export function violated(error: unknown): string | null {
  // drizzle wraps the driver's error, and keeps it as the cause.
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && CODES.has(at.code) && "constraint_name" in at) return String(at.constraint_name);
  }
  return null;
}
