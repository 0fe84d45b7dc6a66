import type { CheckUi } from "@/components/remote-sources/kinds/source-ui";
import { S3_STAGES } from "@/lib/pipeline/source/s3/stages";

export const s3Check: CheckUi = {
  stages: S3_STAGES,
  works: "Rollcall signed in and opened the bucket.",
  fieldOf: (stage) => FIELDS[stage] ?? null,
};

const FIELDS: Readonly<Record<string, string>> = {
  resolve: "endpoint",
  connect: "endpoint",
  tls: "endpoint",
  sign_in: "accessKeyId",
  bucket: "bucket",
};
