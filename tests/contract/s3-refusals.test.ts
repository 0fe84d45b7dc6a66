import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import { checkSource, listFolder } from "@/lib/pipeline/source/check";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import { freePort } from "../support/openssh";
import { type S3Fault, sayError, startS3Server } from "../support/s3-server";
import { failureOf } from "./failure";
import { FILE, faultLab, LIMITS } from "./fault-lab";
import { s3Target } from "./sources";

const { expectWhole, fetch, keep, stranger } = faultLab();
const signal = new AbortController().signal;

async function bucket(files: Record<string, Uint8Array> = { "users.csv": FILE }) {
  const server = keep(await startS3Server());
  for (const [key, bytes] of Object.entries(files)) await server.put(key, Buffer.from(bytes));
  return server;
}

type Server = Awaited<ReturnType<typeof bucket>>;

const check = async (target: S3Target, path?: string) => {
  const { result } = await checkSource({ ...target, path }, { signal, onStage: () => {}, limits: LIMITS });
  return result.stages;
};
const always = (fault: S3Fault) => () => fault;
const says = (answer: (res: ServerResponse, req: IncomingMessage) => void) =>
  always({ how: "answer", answer: (req, res) => answer(res, req) });
const refuses = (status: number, code: string, more?: string) =>
  says((res) => sayError(res, status, code, more));

describe("credentials", () => {
  test.each([
    ["accessKeyId", "AKIAUNKNOWN", "Unknown access key ID", "typos"],
    ["secretAccessKey", "wrong", "Wrong secret access key", "Enter it again"],
  ])("a wrong %s is told apart, and fails the stage of signing in", async (field, value, words, remedy) => {
    const target = s3Target(await bucket(), { [field]: value });
    const failure = await failureOf(fetch(target));
    const expected = { message: `Connection error: ${words}`, remedy: expect.stringContaining(remedy) };
    expect(failure).toMatchObject({ code: "source_credentials", retry: false, ...expected });
    expect((await check(target)).at(-1)).toMatchObject({ stage: "sign_in", ok: false, ...expected });
  });

  test("no secret is in a message", async () => {
    const target = s3Target(await bucket(), { secretAccessKey: "s3cr3t" });
    const failure = await failureOf(fetch(target));
    expect(JSON.stringify([failure, failure.remedy, failure.meta])).not.toContain("s3cr3t");
  });
});

describe("bucket and region", () => {
  test("a bucket that is not there is named, at its stage", async () => {
    const target = s3Target(await bucket(), { bucket: "elsewhere" });
    const message = "Connection error: No such bucket: elsewhere";
    expect(await failureOf(fetch(target))).toMatchObject({ code: "source_unusable", message, retry: false });
    expect((await check(target)).at(-1)).toMatchObject({ stage: "bucket", ok: false, message });
  });

  test("a key that is signed for another region is told which one", async () => {
    const server = await bucket();
    server.faults = refuses(400, "AuthorizationHeaderMalformed", "<Region>eu-west-3</Region>");
    const expected = {
      message: "Connection error: The bucket is in the region eu-west-3",
      remedy: "Enter eu-west-3 as the region.",
    };
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({ code: "source_unusable", ...expected });
    expect((await check(s3Target(server))).at(-1)).toMatchObject({ stage: "sign_in", ...expected });
  });

  test("a region that the server makes up is not repeated", async () => {
    const server = await bucket();
    server.faults = refuses(400, "AuthorizationHeaderMalformed", "<Region>Call +1 555 now</Region>");
    const { message, remedy } = await failureOf(fetch(s3Target(server)));
    expect(`${message} ${remedy}`).not.toContain("555");
  });

  test.each([301, 302, 307])("a redirect (%i) is not followed anywhere", async (status) => {
    const [server, other] = [await bucket(), await bucket()];
    server.faults = says((res) => {
      res.writeHead(status, { location: `${other.endpoint}/people/users.csv` }).end();
    });
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({
      code: "source_unusable",
      message: "Connection error: The service wants to be asked at another address",
      remedy: expect.stringContaining("does not follow"),
    });
    expect(other.requests).toEqual([]);
  });

  test("a redirect that names the region says so", async () => {
    const server = await bucket();
    server.faults = says((res) => {
      res.setHeader("x-amz-bucket-region", "ap-south-1");
      sayError(res, 301, "PermanentRedirect");
    });
    const message = "Connection error: The bucket is in the region ap-south-1";
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({ message });
    expect((await check(s3Target(server))).at(-1)).toMatchObject({ stage: "bucket", message });
  });
});

describe("objects", () => {
  test("one that may not be read says which right is missing", async () => {
    const server = await bucket();
    server.faults = ({ key }) =>
      key === "users.csv" ? { how: "status", status: 403, code: "AccessDenied" } : null;
    const failure = await failureOf(fetch(s3Target(server)));
    expect(failure).toMatchObject({
      code: "source_path",
      message: "File error: Permission denied: users.csv",
      remedy: expect.stringContaining("s3:GetObject"),
      retry: false,
    });
    const stages = await check(s3Target(server), "users.csv");
    expect(stages.at(-1)).toMatchObject({ stage: "find_file", ok: false, message: failure.message });
  });

  test("one in the archive is told as that", async () => {
    const server = await bucket();
    server.faults = refuses(403, "InvalidObjectState", "<StorageClass>GLACIER</StorageClass>");
    expect(await failureOf(fetch(s3Target(server)))).toMatchObject({
      code: "source_path",
      message: "File error: users.csv is archived",
      remedy: expect.stringContaining("restored"),
    });
  });

  test.each([
    ["export/users.csv", "There is Users.csv in export."],
    ["Export/Users.csv", "There is Users.csv in export."],
    ["/export/Users.csv", "There is Users.csv in export."],
    ["s3://people/export/Users.csv", "There is Users.csv in export."],
    ["export/people.csv", "In export there is: other.csv, Users.csv."],
    ["people.csv", "In the bucket people there is: export."],
  ])("a path that is almost right is told what is there: %j", async (path, whatIsThere) => {
    const server = await bucket({ "export/Users.csv": FILE, "export/other.csv": FILE });
    expect(await failureOf(fetch(s3Target(server), { path }))).toMatchObject({
      code: "source_path",
      message: `File error: No such file: ${path}`,
      remedy: `${whatIsThere} Check the path, including upper and lower case. It starts at the top of the bucket people.`,
    });
  });

  test("a folder is no file, with or without an object that marks it", async () => {
    const server = await bucket({ "export/users.csv": FILE, "old/": Buffer.alloc(0), "old/a.csv": FILE });
    for (const path of ["export", "old"]) {
      expect(await failureOf(fetch(s3Target(server), { path }))).toMatchObject({
        message: `File error: ${path} is a folder`,
      });
    }
  });

  test("a name is found in the other form of Unicode, and told as it was typed", async () => {
    const server = await bucket({ [`Ääni/${"Henkilöstö".normalize("NFD")}.csv`]: FILE });
    const path = `Ääni/Henkilöstö.csv`;
    const { identity, dispose } = await fetch(s3Target(server), { path });
    expect(identity).toMatchObject({ path, sizeBytes: FILE.length });
    await dispose();
  });

  test("a file that has worked is waited for while it is missing, and tried again later", async () => {
    const server = await bucket({ "other.csv": FILE });
    setTimeout(() => void server.put("users.csv", FILE), 150);
    await (
      await fetch(s3Target(server), { hasWorked: true, limits: { ...LIMITS, waitMs: 4_000 } })
    ).dispose();
    const gone = fetch(s3Target(server), {
      path: "gone.csv",
      hasWorked: true,
      limits: { ...LIMITS, waitMs: 60 },
    });
    expect(await failureOf(gone)).toMatchObject({
      retry: true,
      remedy: expect.stringContaining("Earlier runs"),
    });
  });
});

describe("a key that may read and not list", () => {
  const mayNotList = (server: Server) => {
    server.faults = ({ query }) =>
      query.has("list-type") ? { how: "status", status: 403, code: "AccessDenied" } : null;
    return s3Target(server);
  };

  test("reads a file with a fixed path, and the check says what it can't do", async () => {
    const target = mayNotList(await bucket());
    await expectWhole(target);
    const stages = await check(target, "users.csv");
    expect(stages.every(({ ok }) => ok)).toBe(true);
    expect(stages.find(({ stage }) => stage === "bucket")?.message).toContain("s3:ListBucket");
    expect((await check(target)).at(-1)).toMatchObject({
      stage: "bucket",
      ok: true,
      message: expect.stringContaining("nothing else shows that the bucket is right"),
    });
  });

  test("is told which right browsing needs", async () => {
    const failure = await failureOf(listFolder(mayNotList(await bucket()), "", { signal, limits: LIMITS }));
    expect(failure).toMatchObject({ code: "source_path", remedy: expect.stringContaining("s3:ListBucket") });
  });
});

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
