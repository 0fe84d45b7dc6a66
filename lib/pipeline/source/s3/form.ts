import { z } from "zod";
import { nameField } from "@/lib/pipeline/source/name-field";
import { BUCKET, endpointFault, REGION } from "@/lib/pipeline/source/s3/endpoint";
import { S3_SERVICES } from "@/lib/pipeline/source/s3/settings";

const TEMPORARY =
  "This is a temporary key, which expires within hours. Enter the key of an IAM user: it starts with AKIA.";

/** Shared by the form and the action. The secret is only ever sent in; an empty one keeps what is stored. */
const connection = z.object({
  kind: z.literal("s3"),
  name: nameField,
  service: z.enum(S3_SERVICES),
  /** Only of another service than Amazon's. */
  endpoint: z.string().trim().max(500, "At most 500 characters."),
  /** Another service than Amazon's may have none. */
  region: z.string().trim(),
  bucket: z.string().trim().superRefine(checkBucket),
  prefix: z
    .string()
    .max(900, "At most 900 characters.")
    .refine((value) => !/\p{Cc}/u.test(value), "A prefix has no line breaks or control characters."),
  accessKeyId: z
    .string()
    .trim()
    .min(1, "Enter the access key ID.")
    .max(128, "At most 128 characters.")
    .regex(/^[\x21-\x7E]*$/, "An access key ID has no blanks and no letters beyond ASCII.")
    .refine((value) => !/^ASIA[A-Z2-7]{16}$/.test(value), TEMPORARY),
  secretAccessKey: z.string().trim().max(1024, "At most 1,024 characters."),
  /** Whether addresses name the bucket in their path. */
  pathStyle: z.boolean(),
});

export const newS3 = connection.superRefine((value, context) => {
  if (value.secretAccessKey === "") {
    context.addIssue({ code: "custom", path: ["secretAccessKey"], message: "Enter the secret access key." });
  }
  checkAddress(value, context);
});

/** What the form of an existing source holds: an empty secret keeps the stored one. */
export const editedS3 = connection.superRefine(checkAddress);
export const updatedS3 = connection.extend({ id: z.uuid() }).superRefine(checkAddress);

/** As a form holds it, and as it is sent. */
export type S3Fields = z.input<typeof connection>;
export type S3Input = z.output<typeof connection>;

function checkAddress({ service, endpoint, region, bucket }: S3Input, context: z.RefinementCtx): void {
  const fault = service === "aws" ? null : endpointFault(endpoint, bucket);
  if (fault !== null) context.addIssue({ code: "custom", path: ["endpoint"], message: fault });
  if (REGION.test(region) || (region === "" && service === "other")) return;
  const message = "Enter the region of the bucket, such as eu-west-1.";
  context.addIssue({ code: "custom", path: ["region"], message });
}

function checkBucket(value: string, context: z.RefinementCtx): void {
  const say = (message: string) => context.addIssue({ code: "custom", message });
  if (value === "") say("Enter the name of the bucket.");
  else if (value.startsWith("arn:")) say("This is an ARN. Enter only the name of the bucket.");
  else if (/^s3:\/\//i.test(value) || value.includes("/")) {
    say("Enter only the name of the bucket. What follows the slash goes into the field Prefix.");
  } else if (!BUCKET.test(value)) say("This is not the name of a bucket. An example: hr-exports");
}
