import { plural } from "@/lib/format/plural";
import { fileSettingsOf, type SyncFileSettings } from "@/lib/model/file-settings";
import type { IssueFile } from "@/lib/model/issue";

/** What a file of the sync is held to before it is read, and what is read of it, in short phrases; none where nothing is set. */
export function fileConditions(settings: SyncFileSettings, file: IssueFile): string[] {
  const { daysOldMax, zipEntry, sheet, marker, hasChecksum, hasRowCount } = fileSettingsOf(settings, file);
  return [
    ...(daysOldMax === null
      ? []
      : [daysOldMax === 0 ? "from today" : `not older than ${plural(daysOldMax, "day")}`]),
    ...(zipEntry === null ? [] : [`“${zipEntry}” in a zip file`]),
    ...(sheet === null ? [] : [`sheet “${sheet}” of a workbook`]),
    ...(marker === null ? [] : [`with a ${marker} file beside it`]),
    ...(hasChecksum ? ["with a checksum file beside it"] : []),
    ...(hasRowCount ? ["with the number of rows in its last line"] : []),
  ];
}

/** The same of both files in one text, for the audit log; "none" without any. */
export function describeFiles(settings: SyncFileSettings): string {
  const { pairMinutes } = settings;
  const managers = fileConditions(settings, "managers").map((text) => `managers file ${text}`);
  const all = [
    ...fileConditions(settings, "users"),
    ...managers,
    ...(pairMinutes === undefined ? [] : [`both files within ${plural(pairMinutes, "minute")}`]),
  ];
  return all.join("; ") || "none";
}
