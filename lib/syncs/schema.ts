import { z } from "zod";
import type { FieldReading } from "@/lib/model/mapping";
import { CONFIRMED_STEPS } from "@/lib/model/setup";
import { guardSettings } from "@/lib/pipeline/guard/schema";
import { syncFiles } from "@/lib/syncs/file-schema";
import { pathFault } from "@/lib/syncs/path-fault";
import { hasDays, NO_DAYS, scheduleFields } from "@/lib/syncs/schedule-schema";

/** Shared by forms and actions. */
const syncId = z.string().regex(/^[0-9a-f]{24}$/, "This is not a Sync ID.");

const anyPath = z
  .string()
  .trim()
  .max(4096, "At most 4,096 characters.")
  .superRefine((value, context) => {
    const fault = pathFault(value);
    if (fault !== null) context.addIssue({ code: "custom", message: fault });
  });

const path = anyPath.refine((value) => value !== "", "Enter the path of the file.");

/** Of the second file, if there is one. Absent: as it was. */
const managersPath = anyPath
  .transform((value) => (value === "" ? null : value))
  .nullable()
  .optional();

type Paths = { path: string; managersPath?: string | null | undefined };
const twoFiles = ({ path, managersPath }: Paths) => path !== managersPath;
const SAME_FILE = {
  path: ["managersPath"],
  message: "This is the file of the users. Choose the file that lists the managers, or leave it empty.",
};

export const attachSourceInput = z
  .object({
    remoteSourceId: z.uuid("Choose a Remote Source."),
    path,
    managersPath,
    ...scheduleFields,
    holdFirstRun: z.boolean(),
    /** Whether the set-up goes on step by step: nothing runs by itself until a plan is approved. */
    inSteps: z.boolean().optional(),
  })
  .refine(twoFiles, SAME_FILE)
  .refine(hasDays, NO_DAYS);

const aliases = z.record(z.string().trim().min(1).max(500), z.string().trim().min(1).max(500));
const separator = z.string().min(1).max(10).optional();
const unknown = z.enum(["warn", "add"]).optional();
const words = z
  .array(z.string().trim().min(1).max(50, "At most 50 characters a word."))
  .max(20, "At most 20 words.")
  .readonly()
  .optional();
const blankWords = words;
const dateFormat = z.string().min(1).max(40);
const reading = {
  decimal: z.enum([".", ","]).optional(),
  thousands: z.enum([".", ",", " ", "'"]).optional(),
  dateFormat: dateFormat.optional(),
  moreDateFormats: z.array(dateFormat).max(10, "At most 10 more date formats.").readonly().optional(),
  yearPivot: z.number().int().min(0).max(99).optional(),
  neverFuture: z.boolean().optional(),
  serialDates: z.enum(["1900", "1904"]).optional(),
  yesWords: words,
  noWords: words,
} satisfies Record<keyof FieldReading, z.ZodType>;
const teamsTarget = z.object({
  kind: z.literal("teams"),
  blankWords,
  blank: z.enum(["clear", "keep"]),
  separator,
  unknown,
  aliases: aliases.optional(),
});

/** How the cells of a new field are read. */
export const fieldReading = z.object({ ...reading, separator, blankWords });

export const columnTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["id", "email", "ignore"]) }),
  z.object({ kind: z.enum(["first_name", "last_name", "mobile"]), blankWords }),
  z.object({
    kind: z.literal("field"),
    fieldId: z.number().int().positive(),
    blank: z.enum(["clear", "keep"]),
    separator,
    blankWords,
    ...reading,
    unknown,
    aliases: aliases.optional(),
  }),
  teamsTarget,
]);
const managersTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["id", "ignore"]) }),
  teamsTarget,
]);
const header = z.string().trim().min(1, "A column needs a header.").max(500);

export const mapping = z.object({
  columns: z.record(header, columnTarget),
  without: z
    .array(z.enum(["first_name", "last_name", "mobile"]))
    .readonly()
    .optional(),
  managers: z.object({ columns: z.record(header, managersTarget) }).optional(),
  onlyRows: z
    .object({
      header,
      keep: z.enum(["listed", "others"]),
      values: z
        .array(z.string().trim().min(1).max(500))
        .min(1, "Enter at least one value for the rows to import.")
        .max(200, "At most 200 values.")
        .readonly(),
    })
    .optional(),
  repeats: z.literal("merge").optional(),
  takesOver: z.record(z.string().regex(/^\d{1,15}$/), z.number().int().nonnegative()).optional(),
});

const headerRow = z.coerce
  .number("Enter a number.")
  .int("Enter a whole number.")
  .min(1, "At least 1.")
  .max(100, "At most 100.");
const footerRows = z.coerce
  .number("Enter a number.")
  .int("Enter a whole number.")
  .min(0, "At least 0.")
  .max(100, "At most 100.");

/** Where the rows of people begin and end in a file. */
export const rowsOfFile = z.object({ headerRow, footerRows });

export const updateSyncInput = z
  .object({
    syncId,
    name: z.string().trim().min(1, "Enter a name.").max(80, "At most 80 characters."),
    path,
    managersPath,
    ...scheduleFields,
    adoption: z.enum(["skip", "link"]),
    delimiter: z.enum([",", ";", "\t"]),
    encoding: z.enum(["utf-8", "windows-1252", "utf-16le", "utf-16be"]),
    /** Absent: as they were. */
    users: rowsOfFile.optional(),
    managers: rowsOfFile.optional(),
    files: syncFiles.optional(),
    guards: guardSettings,
  })
  .refine(twoFiles, SAME_FILE)
  .refine(hasDays, NO_DAYS);

const version = z.coerce.number().int().min(1).max(2_147_483_647);

export const updateMappingInput = z.object({
  syncId,
  mapping,
  basedOn: version.optional(),
  users: rowsOfFile.optional(),
  managers: rowsOfFile.optional(),
});
export const mappingVersionInput = z.object({ syncId, version });
export const pauseSyncInput = z.object({ syncId, paused: z.boolean() });
export const setupStepInput = z.object({ syncId, step: z.enum(CONFIRMED_STEPS) });
export const detachSyncInput = z.object({ syncId, users: z.enum(["keep", "remove"]) });
export const syncIdInput = z.object({ syncId });

export const matchFilesInput = z.object({
  remoteSourceId: z.uuid(),
  path: z.string().trim().max(4096),
  timeZone: scheduleFields.timeZone,
  daysOldMax: z.number().int().min(0).max(3650).nullable(),
});

/** Of one file, named as it is: `*` is a character of its name. */
export const syncFileInput = z.object({
  syncId,
  path: z
    .string()
    .min(1)
    .max(4096)
    .refine((value) => !/\p{Cc}/u.test(value), "A path has no control characters."),
});

export type AttachSourceInput = z.output<typeof attachSourceInput>;
export type UpdateSyncInput = z.output<typeof updateSyncInput>;
export type UpdateMappingInput = z.output<typeof updateMappingInput>;
