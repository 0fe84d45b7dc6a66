import type { FileLookRow } from "@/lib/file-looks/file-looks.store";
import { fileSettingsOf } from "@/lib/model/file-settings";
import type { SyncRow } from "@/lib/pipeline/persistence/inputs.store";

/** Which file a look of the sync reads, and what of its settings decides what is in it. */
export function lookedForOf({ remoteSourceId, path, fileSettings }: SyncRow): string {
  const { zipEntry, sheet } = fileSettingsOf(fileSettings, "users");
  return JSON.stringify([remoteSourceId, path, zipEntry, sheet]);
}

/** A process that works on a look says so every second; nobody has begun, or it died, when it has not for so long. */
const SILENT_MS = 90_000;

/** Of a look that nobody works on any more. */
export const STOPPED = {
  code: "internal",
  message: "Reading the file has stopped.",
  remedy: "Start it again. If this keeps happening, the worker of Rollcall may not be running.",
};

/** A look as it is to be shown: one that nobody works on has failed. */
export function asShown(row: FileLookRow, now: Date): FileLookRow {
  const isOpen = row.state === "queued" || row.state === "running";
  if (!isOpen || now.getTime() - row.beatAt.getTime() < SILENT_MS) return row;
  return { ...row, state: "failed", failure: STOPPED };
}
