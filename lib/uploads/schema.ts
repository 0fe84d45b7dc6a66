import { z } from "zod";
import { READ_DEFAULTS } from "@/lib/model/file";
import { columnTarget, rowsOfFile, updateMappingInput } from "@/lib/syncs/schema";

/** Shared by the upload page and its actions. */
const syncId = z.string().regex(/^[0-9a-f]{24}$/);

const reading = {
  encoding: z.enum(["utf-8", "windows-1252", "utf-16le", "utf-16be"]),
  delimiter: z.enum([",", ";", "\t"]),
  ...rowsOfFile.partial().shape,
};

export const startUploadInput = z.object({
  uploadId: z.uuid(),
  /** Whose users the file is about; absent: those of earlier uploads. */
  syncId: syncId.optional(),
  mode: z.enum(["complete", "add_and_update"]),
  ...reading,
  /** The file that names the managers of teams, and how it is read. */
  managers: z.object({ uploadId: z.uuid(), ...reading }).optional(),
});

export const chooseTemplateInput = z.object({
  syncId: syncId.optional(),
  template: z.enum(["standard", "employees"]),
});

export const updateUploadMappingInput = updateMappingInput.extend({ syncId: syncId.optional() });

/** Takes columns for what the page suggested. */
export const mapColumnsInput = z.object({
  syncId: syncId.optional(),
  columns: z
    .array(z.object({ header: z.string().trim().min(1).max(500), target: columnTarget }))
    .min(1)
    .max(READ_DEFAULTS.columnsMax),
});

export type StartedUpload = z.output<typeof startUploadInput>;
export type ChosenTemplate = z.output<typeof chooseTemplateInput>;
export type EditedUploadMapping = z.output<typeof updateUploadMappingInput>;
export type MappedUploadColumns = z.output<typeof mapColumnsInput>;

/** Whether text of an address can be the id of an upload. */
export function isUploadId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

/** Which CSV template an address asks for; what it says wrongly is as if it said nothing. */
export function askedTemplate(query: URLSearchParams) {
  return {
    syncId: query.get("sync") ?? undefined,
    template: chooseTemplateInput.shape.template.safeParse(query.get("template")).data,
    file: query.get("file") === "managers" ? ("managers" as const) : ("users" as const),
  };
}
