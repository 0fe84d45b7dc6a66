import { localSpool } from "@/lib/spool/local-spool";
import { type BucketPlace, bucketPlace } from "@/lib/spool/s3/place";
import type { Spool } from "@/lib/spool/types";

let chosen: Spool | undefined;

/** Where this installation keeps files on their way through: the bucket of SPOOL_S3_*, or a folder of this machine. */
export function spool(): Spool {
  if (!chosen) {
    const place = bucketPlace();
    chosen = place ? bucketWhenUsed(place) : localSpool;
  }
  return chosen;
}

/** The client for S3 takes a third of a second to load, in every process: only where there is a bucket, when it is used. */
function bucketWhenUsed(place: BucketPlace): Spool {
  let opened: Promise<Spool> | undefined;
  const bucket = (): Promise<Spool> => {
    opened ??= import("@/lib/spool/s3/s3-spool").then(({ s3Spool }) => s3Spool(place));
    return opened;
  };
  return {
    write: async (...given) => (await bucket()).write(...given),
    adopt: async (...given) => (await bucket()).adopt(...given),
    read: async function* (...given) {
      yield* (await bucket()).read(...given);
    },
    stat: async (...given) => (await bucket()).stat(...given),
    local: async (...given) => (await bucket()).local(...given),
    remove: async (...given) => (await bucket()).remove(...given),
    list: async function* () {
      yield* (await bucket()).list();
    },
    removeUnfinished: async (...given) => (await bucket()).removeUnfinished(...given),
    freeMegabytes: async () => (await bucket()).freeMegabytes(),
  };
}
