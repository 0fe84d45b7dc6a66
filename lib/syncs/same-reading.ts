import { isDeepStrictEqual } from "node:util";
import { readSettingsOf, type SyncReadSettings } from "@/lib/model/read-settings";

/** Whether both read every file alike, whatever is spelled out. */
export function sameReading(was: SyncReadSettings, is: SyncReadSettings): boolean {
  return (["users", "managers"] as const).every((file) =>
    isDeepStrictEqual(readSettingsOf(was, file), readSettingsOf(is, file)),
  );
}
