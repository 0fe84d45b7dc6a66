import { z } from "zod";

export const RETENTION_DAYS = { min: 1, default: 14, max: 90 } as const;

/** What is stored of a drop. Its place is the user name that clients sign in with: nobody else's, and never changed. */
export const dropSettings = z.object({
  place: z.object({ username: z.string() }),
  /** How long files are kept that came in. */
  retentionDays: z.number().int().min(RETENTION_DAYS.min).max(RETENTION_DAYS.max),
});

export type DropSettings = z.output<typeof dropSettings>;
