import { z } from "zod";

/** Loads in a browser too. `aws` is Amazon's own service, whose address follows from the region. */
export const S3_SERVICES = ["aws", "other"] as const;

export type S3Service = (typeof S3_SERVICES)[number];

/** What is stored of an S3 bucket. `place` names whom its secret is for. */
export const s3Settings = z.object({
  place: z.object({
    /** "aws", or the address of another service as `endpointOf` reads it. */
    endpoint: z.string(),
    bucket: z.string(),
    accessKeyId: z.string(),
  }),
  region: z.string(),
  /** Empty, or the beginning of all keys up to a slash, such as `exports/`. */
  prefix: z.string(),
  /** Whether the bucket is named in the path of an address, not in its host. */
  pathStyle: z.boolean(),
});

export type S3Settings = z.output<typeof s3Settings>;

/** What is sealed beside them. */
export const s3Secret = z.object({ secretAccessKey: z.string() });

export type S3Secret = z.output<typeof s3Secret>;
