import { z } from "zod";

const DAYS = "Enter a whole number of days, or leave it empty.";
const MINUTES = "Enter a whole number of minutes, or leave it empty.";

/** A number that may be left empty, as typed. */
function optionalNumber(message: string, { min, max }: { min: number; max: number }) {
  return z
    .union([z.string(), z.number()])
    .nullable()
    .transform((value) => (value === null || String(value).trim() === "" ? null : Number(value)))
    .pipe(z.number(message).int(message).min(min, `At least ${min}.`).max(max, `At most ${max}.`).nullable());
}

/** How one file of a sync is chosen. Absent fields stay as they were. */
const fileSettings = z
  .object({
    daysOldMax: optionalNumber(DAYS, { min: 0, max: 3650 }),
    marker: z.enum(["none", ".done", ".ok"]).transform((value) => (value === "none" ? null : value)),
    hasChecksum: z.boolean(),
    hasRowCount: z.boolean(),
  })
  .partial();

/** Of both files. */
export const syncFiles = z.object({
  users: fileSettings.optional(),
  managers: fileSettings.optional(),
  pairMinutes: optionalNumber(MINUTES, { min: 1, max: 7 * 24 * 60 }).optional(),
});

export type SyncFilesInput = z.output<typeof syncFiles>;
