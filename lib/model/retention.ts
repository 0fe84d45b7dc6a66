/** What is kept for a time and then deleted. */
export const RETENTION = {
  removedUsers: { days: 30, min: 7, max: 365 },
  runDetails: { days: 90, min: 30, max: 400 },
  runs: { days: 400, min: 90, max: 3650 },
  auditLog: { days: 3650, min: 365, max: 3650 },
  events: { days: 30, min: 7, max: 400 },
  messages: { days: 90, min: 7, max: 400 },
} as const satisfies Record<string, { days: number; min: number; max: number }>;

export type Kept = keyof typeof RETENTION;

/** How many days each is kept. */
export type Retention = Readonly<Record<Kept, number>>;

export const KEPT = Object.keys(RETENTION) as Kept[];

/** What an organization has set, with the default of what it has not. */
export function retentionOf(set: Partial<Record<Kept, number | null>> | undefined): Retention {
  return Object.fromEntries(KEPT.map((kept) => [kept, set?.[kept] ?? RETENTION[kept].days])) as Retention;
}
