import { BUCKET } from "@/lib/pipeline/source/s3/endpoint";
import { readPrefix } from "@/lib/pipeline/source/s3/keys";

/** What a form holds so far. */
export type PolicyPlace = { bucket: string; prefix: string; region: string };

/**
 * The least that IAM has to allow for files below a prefix, as JSON. Also for other services, which mostly read the
 * same. Loads in a browser too.
 */
export function readPolicy({ bucket, prefix, region }: PolicyPlace): string {
  const arn = `arn:${partitionOf(region)}:s3:::${BUCKET.test(bucket) ? bucket : "BUCKET"}`;
  const below = `${literally(readPrefix(prefix))}*`;
  const policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListFiles",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: arn,
        ...(prefix === "" ? {} : { Condition: { StringLike: { "s3:prefix": [below] } } }),
      },
      { Sid: "ReadFiles", Effect: "Allow", Action: "s3:GetObject", Resource: `${arn}/${below}` },
    ],
  };
  return JSON.stringify(policy, null, 2);
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** What means more than itself to IAM, as the letter that it is. */
function literally(text: string): string {
  return text.replace(/[*?$]/g, (letter) => `\${${letter}}`);
}
