import { afterAll } from "vitest";
import { startS3Server } from "./s3-server";
import { lookBehind } from "./spool";

/**
 * Imported first, it lets a test file, and the processes it starts, keep spooled files in a bucket of a server in this
 * process: the environment is read later than this.
 */
export const s3 = await startS3Server();
const PREFIX = "spool/";

Object.assign(process.env, {
  SPOOL_S3_ENDPOINT: s3.endpoint,
  SPOOL_S3_REGION: s3.region,
  SPOOL_S3_BUCKET: s3.bucket,
  SPOOL_S3_PREFIX: PREFIX,
  SPOOL_S3_ACCESS_KEY_ID: s3.accessKeyId,
  SPOOL_S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
  SPOOL_S3_PATH_STYLE: "1",
});

lookBehind({
  names: async () => [
    ...(await s3.objects()).map((name) => name.replace(PREFIX, "")),
    ...(await s3.unfinished()).map(({ key }) => `${key} (unfinished)`),
  ],
  age: (key, at) => s3.age(PREFIX + key, at),
  putForeign: (name, at) => s3.put(PREFIX + name, "keep me", at),
});

afterAll(() => s3.stop());
