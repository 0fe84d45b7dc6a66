import type { SourceSettings } from "@/lib/model/source";
import type { S3Settings } from "@/lib/pipeline/source/s3/settings";

/** What the server has read by the schema of the kind: checked there, so that pages need not load it. */
export function s3SettingsOf(settings: SourceSettings): S3Settings {
  return settings as S3Settings;
}
