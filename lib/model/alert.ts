/**
 * What members are told of a sync. `pending`: a plan waits for approval. `row_errors`: rows have errors that were not there
 * before. `unreachable`: its server has been out of reach for a day.
 */
export const ALERT_KINDS = ["failed", "pending", "row_errors", "late", "host_key", "unreachable"] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** What is told of an alert: that it is so, that it still is (after days of pending), that it is over. */
export type AlertTransition = "raised" | "reminder" | "cleared";

/** Kinds whose end is told as well. A plan that was decided about and errors that are gone end silently. */
const RECOVERING: ReadonlySet<AlertKind> = new Set(["failed", "late", "host_key", "unreachable"]);

export function tellsRecovery(kind: AlertKind): boolean {
  return RECOVERING.has(kind);
}

/**
 * What is kept of an alert beside its run: counts and codes, never a name or a value of a file. `guards`: codes of those
 * that hold the plan. `codes`: of failures or row errors. `sourceId`: of a changed host key.
 */
export type AlertDetail = {
  guards?: string[];
  counts?: { created: number; updated: number; removed: number; restored: number };
  errors?: number;
  codes?: { code: string; count: number }[];
  failure?: string;
  sourceId?: string;
};

/** Where an alert of a kind reaches a member. */
export type AlertWays = { mail: boolean; inApp: boolean };

export type AlertChoices = Partial<Record<AlertKind, AlertWays>>;

/** Unless the organization or the member says otherwise. */
export const DEFAULT_WAYS: AlertWays = { mail: true, inApp: true };

/** How long a plan is pending until its followers are reminded, once. */
export const REMINDER_DAYS = 3;
