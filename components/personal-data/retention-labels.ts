import type { Kept } from "@/lib/model/retention";

/** What is kept for a time, as the settings call it. */
export const RETENTION_LABELS: Readonly<Record<Kept, { label: string; help: string }>> = {
  removedUsers: {
    label: "Removed users, days",
    help: "After that they can't be restored.",
  },
  runDetails: {
    label: "Details of runs, days",
    help: "Changes, issues, skipped rows and samples. Counts are kept.",
  },
  runs: {
    label: "Runs, days",
    help: "After that only monthly totals are kept.",
  },
  auditLog: {
    label: "Audit log, days",
    help: "Entries name users by number only.",
  },
  events: {
    label: "Events, days",
    help: "What was sent to webhooks and programs.",
  },
  messages: {
    label: "Messages, days",
    help: "Stored e-mails, and the log of deliveries.",
  },
};
