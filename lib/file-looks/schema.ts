import { z } from "zod";
import { fieldLabel } from "@/lib/fields/schema";
import { FIELD_TYPES } from "@/lib/model/field";
import { READ_DEFAULTS } from "@/lib/model/file";
import { columnTarget, fieldReading } from "@/lib/syncs/schema";

/** Shared by the table of columns and its actions. */
const syncId = z.string().regex(/^[0-9a-f]{24}$/);

export const startFileLookInput = z.object({ syncId, again: z.boolean().optional() });
export const fileLookInput = z.object({ lookId: z.uuid() });

const header = z.string().trim().min(1).max(500);

export const addFieldsFromFileInput = z.object({
  file: z.union([
    z.object({ lookId: z.uuid() }),
    z.object({ uploadId: z.uuid(), syncId: syncId.optional() }),
  ]),
  columns: z
    .array(
      z.discriminatedUnion("as", [
        z.object({
          as: z.literal("field"),
          header,
          label: fieldLabel,
          type: z.enum(FIELD_TYPES),
          /** How its cells are read. */
          reading: fieldReading.optional(),
        }),
        z.object({ as: z.literal("target"), header, target: columnTarget }),
        z.object({ as: z.literal("ignore"), header }),
      ]),
    )
    .max(READ_DEFAULTS.columnsMax),
  /** Standard columns that the file does not have. */
  without: z.array(z.enum(["first_name", "last_name", "mobile"])).optional(),
});

export type StartFileLook = z.output<typeof startFileLookInput>;
export type AddFieldsFromFile = z.output<typeof addFieldsFromFileInput>;
