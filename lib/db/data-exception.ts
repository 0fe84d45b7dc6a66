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
