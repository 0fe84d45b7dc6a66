import { supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { noSuchFile } from "@/lib/pipeline/source/file-errors";
import { brokenConnection, notS3 } from "@/lib/pipeline/source/s3/connection-errors";
import { REGION } from "@/lib/pipeline/source/s3/endpoint";
import type { S3Target } from "@/lib/pipeline/source/s3/target";

type Place = Pick<S3Target, "bucket" | "prefix" | "region">;

/** What was asked for: the object of a path, or the bucket. */
export type Asked = { path: string } | "bucket";

/** The answer that a service gives instead of what was asked for, as the client of S3 throws it. */
export type Refusal = {
  code: string;
  status: number;
  region: string | null;
  /** Whether it came without the document that S3 sends along. Some services do that for odd keys. */
  isBare?: boolean;
  cause: unknown;
};

/** What a service refused; null for what is no answer of S3. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !("$metadata" in error)) return null;
  const { httpStatusCode: status } = error.$metadata as { httpStatusCode?: number };
  if (!("$fault" in error)) {
    return status === 404 ? { code: "Unknown", status, region: null, isBare: true, cause: error } : null;
  }
  if (status === undefined) return null;
  const { headers } = ("$response" in error ? error.$response : {}) as { headers?: Record<string, string> };
  const said = "Region" in error ? error.Region : headers?.["x-amz-bucket-region"];
  const region = typeof said === "string" && REGION.test(said) ? said : null;
  return { code: error.name, status, region, cause: error };
}

/** Whether the service is only busy just now. */
export function isBusy({ code, status }: Refusal): boolean {
  return status >= 500 || status === 429 || code === "SlowDown" || code === "RequestTimeout";
}

export function isMissing(refusal: Refusal): boolean {
  return refusal.code === "NoSuchKey" || (refusal.status === 404 && refusal.code !== "NoSuchBucket");
}

export function isDenied({ code, status }: Refusal): boolean {
  return code === "AccessDenied" || (status === 403 && (code === "Unknown" || code === "Forbidden"));
}

/** Any error of a request, in words for a person. What is one of ours stays as it is. */
export function s3Error(error: unknown, asked: Asked, place: Place): unknown {
  if (error instanceof AppError) return error;
  const refusal = refusalOf(error);
  if (refusal) return refused(refusal, asked, place);
  const broken = brokenConnection(error);
  if (broken) return broken;
  // The client could not read the answer: it only sends what is in our types, so the fault is on the other side.
  return error instanceof Error && "$metadata" in error ? notS3(error) : error;
}

function refused(refusal: Refusal, asked: Asked, place: Place): AppError {
  const { code, cause } = refusal;
  if (refusal.isBare) return notS3(cause);
  if (code in CREDENTIALS) {
    const { message, remedy } = CREDENTIALS[code as keyof typeof CREDENTIALS];
    return new AppError("source_credentials", `Connection error: ${message}`, { cause, remedy });
  }
  if (code === "RequestTimeTooSkewed") return clockDiffers(cause);
  if (code === "NoSuchBucket") return noSuchBucket(place.bucket, cause);
  if (code === "AuthorizationHeaderMalformed" || (refusal.status >= 300 && refusal.status < 400)) {
    return wrongRegion(refusal, place);
  }
  if (code === "InvalidObjectState" && asked !== "bucket") return archived(asked.path, cause);
  if (isDenied(refusal))
    return asked === "bucket" ? bucketDenied(place, cause) : objectDenied(asked.path, cause);
  if (isMissing(refusal) && asked !== "bucket") return noSuchObject(asked.path, place, { cause });
  if (isBusy(refusal)) return busy(cause);
  if (code === "Unknown" || isMissing(refusal)) return notS3(cause);
  return new AppError("source_unusable", `Connection error: The service refused the request`, {
    cause,
    remedy: `The service answered ${/^[A-Za-z0-9.]{1,60}$/.test(code) ? code : refusal.status}. Ask its administrator.`,
  });
}

const KEY_ID =
  "The service does not know this access key ID. Check it for typos, and that it was not deleted or deactivated.";
const SECRET =
  "The secret access key does not belong to this access key ID. Enter it again, without blanks at its ends.";
const INACTIVE = "The service refuses this access key. Ask the administrator of the bucket for a new one.";

const CREDENTIALS = {
  InvalidAccessKeyId: { message: "Unknown access key ID", remedy: KEY_ID },
  SignatureDoesNotMatch: { message: "Wrong secret access key", remedy: SECRET },
  ExpiredToken: { message: "The access key has expired", remedy: INACTIVE },
  InvalidToken: { message: "The access key can't be used", remedy: INACTIVE },
  AccountProblem: { message: "The access key can't be used", remedy: INACTIVE },
  NotSignedUp: { message: "The access key can't be used", remedy: INACTIVE },
} as const;

function clockDiffers(cause: unknown): AppError {
  return new AppError(
    "source_unusable",
    "Connection error: The clocks of Rollcall and of the service differ",
    {
      cause,
      remedy: `Requests are only valid for 15 minutes. Ask the administrator of the service to check its clock, and ${supportContact()} to check ours.`,
    },
  );
}

function noSuchBucket(bucket: string, cause: unknown): AppError {
  return new AppError("source_unusable", `Connection error: No such bucket: ${bucket}`, {
    cause,
    remedy: "Check the name of the bucket and the address of the service.",
  });
}

function wrongRegion({ region, cause }: Refusal, place: Place): AppError {
  if (region !== null && region !== place.region) {
    return new AppError("source_unusable", `Connection error: The bucket is in the region ${region}`, {
      cause,
      remedy: `Enter ${region} as the region.`,
    });
  }
  return new AppError(
    "source_unusable",
    "Connection error: The service wants to be asked at another address",
    {
      cause,
      remedy:
        "Rollcall does not follow it there, because it would take the access key along. Check the address, the region, and “Bucket in the path”. A bucket that was just created needs up to an hour.",
    },
  );
}

function bucketDenied({ bucket }: Place, cause: unknown): AppError {
  return new AppError("source_path", `File error: Permission denied: the bucket ${bucket} can't be listed`, {
    cause,
    remedy:
      "Ask the administrator of the bucket for the permission s3:ListBucket, or enter the path of the file.",
  });
}

function objectDenied(path: string, cause: unknown): AppError {
  return new AppError("source_path", `File error: Permission denied: ${path}`, {
    cause,
    remedy:
      "Either this access key may not read it (s3:GetObject, and kms:Decrypt where it is encrypted), or there is no such file: a service only tells those who may list the bucket. Check the path, including upper and lower case.",
  });
}

/** `whatIsThere` names what comes near. */
export function noSuchObject(
  path: string,
  { bucket, prefix }: Pick<Place, "bucket" | "prefix">,
  { cause, whatIsThere }: { cause?: unknown; whatIsThere?: string },
): AppError {
  const start =
    prefix === "" ? `the top of the bucket ${bucket}` : `the prefix ${prefix} of the bucket ${bucket}`;
  return noSuchFile(path, cause, { whatIsThere, start });
}

function archived(path: string, cause: unknown): AppError {
  return new AppError("source_path", `File error: ${path} is archived`, {
    cause,
    remedy:
      "It is in a storage class that has to be restored before it can be read, such as Glacier. Have it restored, or keep new files out of the archive.",
  });
}

function busy(cause: unknown): AppError {
  return new AppError("source_network", "Connection error: The service is too busy", {
    cause,
    retry: true,
    remedy: "It asked Rollcall to slow down. Try again in a few minutes.",
  });
}
