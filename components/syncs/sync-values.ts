import type { z } from "zod";
import { scheduleValues } from "@/components/syncs/schedule-draft";
import type { Delimiter, Encoding } from "@/lib/model/file";
import { fileSettingsOf, type SyncFileSettings } from "@/lib/model/file-settings";
import type { IssueFile } from "@/lib/model/issue";
import { readSettingsOf } from "@/lib/model/read-settings";
import { guardValues } from "@/lib/pipeline/guard/form-values";
import type { updateSyncInput } from "@/lib/syncs/schema";
import type { SyncDetail } from "@/lib/syncs/views";

/** The values of the form of a sync. */
export type SyncValues = z.input<typeof updateSyncInput>;

export const ENCODINGS: readonly { value: Encoding; label: string }[] = [
  { value: "utf-8", label: "UTF-8" },
  { value: "windows-1252", label: "Windows-1252 (Western European)" },
  { value: "utf-16le", label: "UTF-16, little-endian (“Unicode” in Excel)" },
  { value: "utf-16be", label: "UTF-16, big-endian" },
];

export const DELIMITERS: readonly { value: Delimiter; label: string }[] = [
  { value: ",", label: "Comma" },
  { value: ";", label: "Semicolon" },
  { value: "\t", label: "Tab" },
];

/** The initial values of the form. */
export function valuesOf(sync: SyncDetail): SyncValues {
  const read = readSettingsOf(sync.readSettings, "users");
  const managersRead = readSettingsOf(sync.readSettings, "managers");
  return {
    syncId: sync.id,
    name: sync.name,
    path: sync.path ?? "",
    managersPath: sync.managersPath ?? "",
    ...scheduleValues(sync.schedule, sync.rhythm),
    adoption: sync.adoption,
    delimiter: read.delimiter,
    encoding: read.encoding,
    users: { headerRow: String(read.headerRow), footerRows: String(read.footerRows) },
    managers: { headerRow: String(managersRead.headerRow), footerRows: String(managersRead.footerRows) },
    files: {
      users: fileValues(sync.fileSettings, "users"),
      managers: fileValues(sync.fileSettings, "managers"),
      pairMinutes: String(sync.fileSettings.pairMinutes ?? ""),
    },
    guards: guardValues(sync.guardSettings),
  };
}

function fileValues(settings: SyncFileSettings, file: IssueFile) {
  const { daysOldMax, zipEntry, sheet, marker, hasChecksum, hasRowCount } = fileSettingsOf(settings, file);
  return {
    daysOldMax: String(daysOldMax ?? ""),
    zipEntry: zipEntry ?? "",
    sheet: sheet ?? "",
    marker: marker ?? ("none" as const),
    hasChecksum,
    hasRowCount,
  };
}
