/** Whether Postgres ended a statement because it took longer than was allowed (SQLSTATE 57014). */
export function isTimeout(error: unknown): boolean {
  // drizzle wraps the driver's error, and keeps it as the cause.
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "57014") return true;
  }
  return false;
}
