import type { DropSettings } from "@/lib/drops/settings";
import type { SourceSettings } from "@/lib/model/source";

/** What the server has read by the schema of the kind: checked there, so that pages need not load it. */
export function dropSettingsOf(settings: SourceSettings): DropSettings {
  return settings as DropSettings;
}
