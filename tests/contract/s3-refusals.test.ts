import { describe, expect, test } from "vitest";
import { listFolder } from "@/lib/pipeline/source/check";
import { type S3TestServer, sayError } from "../support/s3-server";
import { failureOf } from "./failure";
import { FILE, faultLab, LIMITS } from "./fault-lab";
import { bucketIn, check, refuses, says } from "./s3-lab";
import { s3Target } from "./sources";

const lab = faultLab();
const { expectWhole, fetch } = lab;
const bucket = bucketIn(lab);
const { signal } = new AbortController();

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
  const mayNotList = (server: S3TestServer) => {
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
