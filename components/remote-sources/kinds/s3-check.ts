import { s3SettingsOf } from "@/components/remote-sources/kinds/s3-settings";
import type { CheckUi } from "@/components/remote-sources/kinds/source-ui";
import type { SourceSettings } from "@/lib/model/source";
import { S3_STAGES } from "@/lib/pipeline/source/s3/stages";

/** What a check of a bucket goes through, and which field to look at when a stage fails. */
export const s3Check: CheckUi = {
  stages: S3_STAGES,
  works: "Rollcall signed in and opened the bucket.",
  fieldOf,
};

function fieldOf(stage: string, settings: SourceSettings | null): string | null {
  if (stage === "sign_in") return "secretAccessKey";
  if (stage === "bucket") return "bucket";
  if (!ON_THE_WAY.has(stage)) return null;
  // A form that isn't saved yet has no field of this name where it is Amazon's own service.
  return settings !== null && s3SettingsOf(settings).place.endpoint === "aws" ? "region" : "endpoint";
}

const ON_THE_WAY: ReadonlySet<string> = new Set(["resolve", "connect", "tls"]);
