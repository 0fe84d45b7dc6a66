import { localSpool } from "@/lib/spool/local-spool";
import { bucketPlace } from "@/lib/spool/s3/place";
import { s3Spool } from "@/lib/spool/s3/s3-spool";
import type { Spool } from "@/lib/spool/types";

let chosen: Spool | undefined;

/** Where this installation keeps files on their way through: the bucket of SPOOL_S3_*, or a folder of this machine. */
export function spool(): Spool {
  if (!chosen) {
    const place = bucketPlace();
    chosen = place ? s3Spool(place) : localSpool;
  }
  return chosen;
}
