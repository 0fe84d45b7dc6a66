import { AppError } from "@/lib/errors";
import type { SourceAdapter } from "@/lib/pipeline/source/adapter";
import { checkS3 } from "@/lib/pipeline/source/s3/check-s3";
import { endpointOf, readEndpoint } from "@/lib/pipeline/source/s3/endpoint";
import { fetchS3 } from "@/lib/pipeline/source/s3/fetch-s3";
import { newS3, type S3Input, updatedS3 } from "@/lib/pipeline/source/s3/form";
import { readPrefix } from "@/lib/pipeline/source/s3/keys";
import { listS3, walkS3 } from "@/lib/pipeline/source/s3/list-s3";
import { type S3Secret, type S3Settings, s3Secret, s3Settings } from "@/lib/pipeline/source/s3/settings";
import type { S3Target } from "@/lib/pipeline/source/s3/target";

/** A bucket of Amazon S3 or of a service that speaks as it does, opened with an access key. */
export const s3Adapter = {
  form: { create: newS3, update: updatedS3 },
  settings: s3Settings,
  secret: s3Secret,
  settingsOf,
  newSecret: (entered, before) => {
    const { secretAccessKey } = entered;
    if (secretAccessKey !== "") return { secretAccessKey };
    if (before && isSamePlace(before.settings.place, settingsOf(entered).place)) return null;
    throw secretNeeded(before !== null);
  },
  isSameServer: isSamePlace,
  isSamePlace,
  target: (settings, { secretAccessKey }): S3Target => ({
    kind: "s3",
    hostKey: null,
    endpoint: endpointOf(settings),
    region: settings.region,
    bucket: settings.place.bucket,
    prefix: settings.prefix,
    pathStyle: settings.pathStyle,
    accessKeyId: settings.place.accessKeyId,
    secretAccessKey,
  }),
  describe: ({ place, prefix }) => `${place.bucket}${prefix === "" ? "" : `/${prefix}`}`,
  start: ({ place, prefix }) => ({
    label: prefix === "" ? place.bucket : prefix,
    inWords: prefix === "" ? `the bucket ${place.bucket}` : `${prefix} in the bucket ${place.bucket}`,
  }),
  // A key may be any text.
  pathFault: () => null,
  fetch: fetchS3,
  check: checkS3,
  list: listS3,
  walk: walkS3,
} satisfies SourceAdapter<S3Input, S3Settings, S3Secret, S3Target>;

/** What services without regions are signed for. */
const ANY_REGION = "us-east-1";

type Place = S3Settings["place"];

function settingsOf(entered: S3Input): S3Settings {
  const { service, bucket, accessKeyId, region, pathStyle } = entered;
  const endpoint = service === "aws" ? "aws" : (readEndpoint(entered.endpoint) ?? "");
  return {
    place: { endpoint, bucket, accessKeyId },
    region: region || ANY_REGION,
    prefix: readPrefix(entered.prefix),
    pathStyle: service === "other" && pathStyle,
  };
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.endpoint === b.endpoint && a.bucket === b.bucket && a.accessKeyId === b.accessKeyId;
}

function secretNeeded(isStored: boolean): AppError {
  const again =
    "Enter the secret access key again. Rollcall sends it only to the service, bucket and access key ID it was entered for.";
  return new AppError("invalid_input", "Some of the values are not valid.", {
    fieldErrors: { secretAccessKey: isStored ? again : "Enter the secret access key." },
  });
}
