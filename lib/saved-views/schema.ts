import { z } from "zod";
import { VIEW_PARAMS } from "@/lib/model/saved-view";
import { storedText } from "@/lib/values/text";

export const VIEW_NAME_CHARS_MAX = 100;

const place = z.partialRecord(z.enum(VIEW_PARAMS), z.string().max(10_000));
const name = z
  .string()
  .overwrite(storedText)
  .min(1, "Enter a name.")
  .max(VIEW_NAME_CHARS_MAX, `At most ${VIEW_NAME_CHARS_MAX} characters.`)
  .refine((value) => !/[\r\n]/.test(value), "This has to be one line.");

export const saveViewInput = z.object({ name, place });
export const renameViewInput = z.object({ id: z.number().int().positive(), name });
export const viewIdInput = z.object({ id: z.number().int().positive() });

export type SaveViewInput = z.output<typeof saveViewInput>;
export type RenameViewInput = z.output<typeof renameViewInput>;
