import type { SourceSettings } from "@/lib/model/source";
import type { SftpSettings } from "@/lib/pipeline/source/sftp/settings";

/** Settings of an SFTP server, in a browser. The schema has read them before they were sent, and would load zod here. */
export function sftpSettingsOf(settings: SourceSettings): SftpSettings {
  return settings as SftpSettings;
}
