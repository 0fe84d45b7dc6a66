import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { checkBucket } from "@/lib/spool/s3/check-bucket";
import type { BucketPlace } from "@/lib/spool/s3/place";
import { type Faults, type S3Fault, type S3TestServer, startS3Server } from "../support/s3-server";
import { placeOn, SHORT } from "../support/spools";

const SECRET = "not the secret at all";

let server: S3TestServer;
beforeAll(async () => {
  server = await startS3Server();
});
afterEach(() => {
  server.faults = () => null;
});
afterAll(() => server.stop());

async function sentenceFor(change: Partial<BucketPlace>): Promise<string> {
  const error: unknown = await checkBucket({ ...placeOn(server), ...change }, SHORT).catch(
    (caught) => caught,
  );
  return error instanceof Error ? error.message : "no error";
}

test("a bucket that can be used is found so, and nothing is left in it", async () => {
  await checkBucket(placeOn(server), SHORT);
  expect(await server.objects()).toEqual([]);
});

test.each<[string, Partial<BucketPlace>, string]>([
  ["another key", { accessKeyId: "NOBODY" }, "Correct SPOOL_S3_ACCESS_KEY_ID."],
  ["another secret", { secretAccessKey: SECRET }, "Correct SPOOL_S3_SECRET_ACCESS_KEY."],
  ["another bucket", { bucket: "nowhere" }, "The bucket nowhere at http://127.0.0.1:"],
  ["another region", { region: "us-west-2" }, "is not in the region us-west-2."],
  ["a port where nobody listens", { endpoint: "http://127.0.0.1:9" }, "does not respond (ECONNREFUSED)."],
  ["a host that is none", { endpoint: "http://s3.invalid" }, "does not respond (ENOTFOUND)."],
])("%s is said in a sentence", async (_what, change, part) => {
  const sentence = await sentenceFor(change);
  expect(sentence).toContain(part);
  expect(sentence).not.toContain(SECRET);
});

const denied: S3Fault = { how: "status", status: 403, code: "AccessDenied" };
const of =
  (method: string, isIt: (query: URLSearchParams) => boolean = () => true): Faults =>
  (asked) =>
    asked.method === method && isIt(asked.query) ? denied : null;

test.each<[string, Faults]>([
  ["s3:ListBucket", of("GET", (query) => query.has("list-type"))],
  ["s3:PutObject", of("PUT")],
  ["s3:GetObject", of("GET", (query) => query.get("x-id") === "GetObject")],
  ["s3:ListBucket", of("HEAD")],
  ["s3:ListBucketMultipartUploads", of("GET", (query) => query.has("uploads"))],
  ["s3:DeleteObject", of("DELETE")],
])("a key without %s is said in a sentence", async (right, faults) => {
  server.faults = faults;
  expect(await sentenceFor({})).toContain(`refuses ${right}. Give the access key this right.`);
});

test("a store that does not answer is said in a sentence, soon", async () => {
  server.faults = () => ({ how: "silence" });
  const begun = Date.now();
  expect(await sentenceFor({})).toContain("does not respond (TimeoutError).");
  expect(Date.now() - begun).toBeLessThan(10_000);
});

test("a store that can't list interrupted uploads can be used", async () => {
  server.faults = ({ query }) =>
    query.has("uploads") ? { how: "status", status: 501, code: "NotImplemented" } : null;
  await checkBucket(placeOn(server), SHORT);
});
