import { describe, expect, test } from "vitest";
import { freePort } from "../support/openssh";
import { failureOf } from "./failure";
import { faultLab } from "./fault-lab";
import { always, bucketIn, check, refuses, says } from "./s3-lab";
import { s3Target } from "./sources";

const lab = faultLab();
const { expectWhole, fetch, stranger } = lab;
const bucket = bucketIn(lab);

describe("what is no S3", () => {
  const HTML = "<!doctype html><html><head><title>Console</title></head><body>Sign in<br></body></html>";
  test.each<[string, number, Record<string, string>, string]>([
    ["a page", 200, { "content-type": "text/html" }, HTML],
    ["a page of well-formed XML", 200, { "content-type": "text/html" }, "<html><body>Hello</body></html>"],
    ["a page that is not found", 404, { "content-type": "text/html" }, HTML],
    ["JSON", 401, { "content-type": "application/json" }, '{"error":"x"}'],
    ["nothing", 200, {}, ""],
  ])("%s is told as that, by a fetch and by a check", async (_, status, headers, body) => {
    const server = await bucket();
    server.faults = says((res) => {
      res.writeHead(status, { ...headers, "content-length": body.length }).end(body);
    });
    const message = "Connection error: The answer is not from S3";
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({ code: "source_unusable", message });
    expect((await check(s3Target(server))).at(-1)).toMatchObject({ ok: false, message });
  });

  test("a server that speaks something else", async () => {
    const { port } = await stranger({ greeting: "SSH-2.0-OpenSSH_9.6\r\n" });
    const target = s3Target(await bucket(), { port });
    expect(await failureOf(fetch(target))).toMatchObject({
      message: "Connection error: The answer is not from S3",
    });
  });

  test("a server without TLS behind an https address", async () => {
    const server = await bucket();
    const target = s3Target(server, { endpoint: `https://127.0.0.1:${server.port}` });
    expect(await failureOf(fetch(target))).toMatchObject({
      code: "source_unusable",
      message: "Connection error: Unable to open connection",
      remedy: expect.stringContaining("TLS"),
    });
    expect((await check(target)).at(-1)).toMatchObject({ stage: "tls", ok: false });
  });

  test("a clock that differs", async () => {
    const server = await bucket();
    server.faults = refuses(403, "RequestTimeTooSkewed");
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({
      code: "source_unusable",
      message: "Connection error: The clocks of Rollcall and of the service differ",
    });
  });
});

describe("a busy service", () => {
  test.each([
    [503, "SlowDown"],
    [500, "InternalError"],
    [429, "TooManyRequests"],
  ])("that answers %i %s is asked again, and reads in the end", async (status, code) => {
    const server = await bucket();
    let left = 2;
    server.faults = () => (left-- > 0 ? { how: "status", status, code } : null);
    await expectWhole(s3Target(server));
  });

  test("that stays busy ends the attempt, to be tried again later", async () => {
    const server = await bucket();
    server.faults = always({ how: "status", status: 503, code: "SlowDown" });
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({
      code: "source_network",
      message: "Connection error: The service is too busy",
      retry: true,
    });
    expect(server.requests).toHaveLength(3);
  });
});

describe("the way there", () => {
  test("nothing listens", async () => {
    const port = await freePort();
    const failure = await failureOf(fetch(s3Target(await bucket(), { port })));
    expect(failure).toMatchObject({
      code: "source_network",
      message: `Connection error: Error (ECONNREFUSED) opening connection: connect ECONNREFUSED 127.0.0.1:${port}`,
      retry: true,
    });
  });

  test("the host does not exist, and the bucket in front of it is what is looked up", async () => {
    const target = s3Target(await bucket(), { endpoint: "https://s3.invalid", pathStyle: false });
    expect(await failureOf(fetch(target))).toMatchObject({
      code: "source_network",
      message: expect.stringMatching(/\((ENOTFOUND|EAI_AGAIN)\).* people\.s3\.invalid$/),
    });
    expect((await check(target)).at(-1)).toMatchObject({ stage: "resolve", ok: false });
  });
});

describe("a check", () => {
  test("goes through all stages, and tells the size of the file", async () => {
    const target = s3Target(await bucket());
    const stages = await check(target, "users.csv");
    expect(stages.map(({ stage }) => stage)).toEqual([
      ...["resolve", "connect", "tls", "sign_in", "bucket", "find_file", "read_header"],
    ]);
    expect(stages.every(({ ok }) => ok)).toBe(true);
    expect(stages.find(({ stage }) => stage === "find_file")?.message).toBe("5,000,000 bytes");
    expect(stages.find(({ stage }) => stage === "tls")?.message).toContain("without encryption");
  });

  test("of an empty bucket works, of an empty file does not", async () => {
    const server = await bucket({});
    expect((await check(s3Target(server))).at(-1)).toMatchObject({
      stage: "bucket",
      ok: true,
      message: "There are no files yet.",
    });
    await server.put("empty.csv", Buffer.alloc(0));
    expect((await check(s3Target(server), "empty.csv")).at(-1)).toMatchObject({
      stage: "read_header",
      message: "File error: empty.csv is empty",
    });
  });
});
