/** What a receipt counts, in words. */
export const REMOVED_LABELS: Readonly<Record<string, string>> = {
  users: "User",
  edits: "Manual edits",
  lists: "Places in user lists",
  teams: "Places in teams",
  portalSessions: "Portal links and sessions",
  changes: "Lines of plans",
  issues: "Issues",
  skippedRows: "Skipped rows",
  mentions: "Mentions in messages and samples",
  invitations: "Invitations",
  auditEntries: "Audit log entries that named them (the entries stay)",
  uploads: "Waiting uploads",
  dropFiles: "Older files of drops",
  mails: "E-mails",
};

/** "12 things deleted" of a receipt. */
export function removedTotal(removed: Readonly<Record<string, number>>): number {
  return Object.values(removed).reduce((sum, count) => sum + count, 0);
}
