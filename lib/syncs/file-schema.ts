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

const NAME_CHARS_MAX = 200;

/** A name that may be left empty, with what it must not have in it. */
function optionalName(refused: RegExp, message: string) {
  return z
    .string()
    .trim()
    .max(NAME_CHARS_MAX, `At most ${NAME_CHARS_MAX} characters.`)
    .refine((name) => !refused.test(name), message)
    .nullable()
    .transform((name) => name || null);
}

/** How one file of a sync is chosen and opened. Absent fields stay as they were. */
const fileSettings = z
  .object({
    zipEntry: optionalName(
      /^\/|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/iu,
      "Enter a name inside the zip file, such as employees*.csv or export/employees.csv.",
    ),
    // Excel takes none of these in the name of a sheet.
    sheet: optionalName(/[\\/?*[\]:]|\p{Cc}/u, "Enter the name of the sheet as its tab shows it."),
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
