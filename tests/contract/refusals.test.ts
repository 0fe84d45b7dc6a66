import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { SftpRefusal } from "@/lib/runtime/demo/serve-files";
import { OLD, type Refusal, type TestServer } from "../support/sftp-server";
import { failureOf } from "./failure";
import { FILE, faultLab, LIMITS } from "./fault-lab";

const { expectWhole, fetch, server } = faultLab();

const HAS_WORKED = { hasWorked: true } as const;
const TEXTS = {
  NO_SUCH_FILE: "File error: No such file: users.csv",
  PERMISSION_DENIED: "File error: Permission denied: users.csv",
  FAILURE: "File error: The server can't read users.csv",
} as const;
const refusals = Object.keys(TEXTS) as (keyof typeof TEXTS)[];

/** Refuses the file, however it is asked for, until `ms` have passed. */
function refuseFor(running: TestServer, status: Refusal, ms = Number.POSITIVE_INFINITY): void {
  const until = performance.now() + ms;
  running.faults.refuse = (request, path) =>
    request !== "LIST" && path === "users.csv" && performance.now() < until ? status : null;
}

describe("a path that earlier runs have read", () => {
  test.each(refusals)("is looked at again when it is refused for a moment (%s)", async (status) => {
    const running = await server();
    refuseFor(running, status, 250);
    const { identity, dispose } = await fetch(running.target, HAS_WORKED);
    expect(identity.sizeBytes).toBe(FILE.length);
    await dispose();
  });

  test.each(refusals)("is tried again later when it stays refused (%s)", async (status) => {
    const running = await server();
    refuseFor(running, status);
    const began = performance.now();
    const failure = await failureOf(fetch(running.target, HAS_WORKED));
    expect(failure).toMatchObject({ code: "source_path", message: TEXTS[status], retry: true });
    expect(failure.remedy).toMatch(
      /^Earlier runs have read this file, so Rollcall tries again for a while\. /,
    );
    expect(performance.now() - began).toBeGreaterThan(500);
  });

  test("is tried again later when it is refused in the middle", async () => {
    const running = await server();
    running.faults.onRead = (position) => {
      if (position > 3_000_000) throw new SftpRefusal("FAILURE");
    };
    expect(await failureOf(fetch(running.target, HAS_WORKED))).toMatchObject({
      code: "source_path",
      retry: true,
    });
  });

  test("that has become a folder is not tried again", async () => {
    const running = await server();
    running.files.set("users.csv/x", { bytes: FILE, modifiedAt: OLD });
    running.files.delete("users.csv");
    expect(await failureOf(fetch(running.target, HAS_WORKED))).toMatchObject({
      message: "File error: users.csv is a folder",
      retry: false,
    });
  });

  test("keeps a run no longer than it goes on", async () => {
    const running = await server();
    refuseFor(running, "NO_SUCH_FILE");
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const limits = { ...LIMITS, waitMs: 20_000 };
    const failure = await failureOf(fetch(running.target, { ...HAS_WORKED, limits, signal: stop.signal }));
    expect(failure.code).toBe("cancelled");
  });
});

test.each(refusals)("a path that never worked ends at once (%s)", async (status) => {
  const running = await server();
  refuseFor(running, status);
  const began = performance.now();
  const limits = { ...LIMITS, waitMs: 20_000 };
  expect(await failureOf(fetch(running.target, { limits }))).toMatchObject({
    code: "source_path",
    message: TEXTS[status],
    retry: false,
  });
  expect(performance.now() - began).toBeLessThan(5_000);
});

test.each([...refusals, "OP_UNSUPPORTED"] as const)(
  "STAT alone does not decide: a file that opens is read (%s)",
  async (status) => {
    const running = await server();
    running.faults.refuse = (request) => (request === "STAT" || request === "FSTAT" ? status : null);
    await expectWhole(running.target);
  },
);

const UPLOADS = [
  ".users.csv",
  ".in.users.csv.",
  ".users.csv.x8Tq2a",
  "users.csv.x8Tq2a",
  "users.csv.writing",
  "users.csv.tmp",
  "users.tmp",
  "users.csv.filepart",
  "users.csv.part",
];

test.each(UPLOADS)(
  "an upload under way as %s is waited for, also where no run has read it yet",
  async (name) => {
    const running = await server({ files: { [name]: FILE } });
    const arrives = sleep(150).then(() => {
      running.files.delete(name);
      running.files.set("users.csv", { bytes: FILE, modifiedAt: OLD });
    });
    await expectWhole(running.target);
    await arrives;
  },
);

test.each(UPLOADS)(
  "an upload as %s that does not end is reported by its name, to be tried again",
  async (name) => {
    const running = await server({ files: { [name]: FILE } });
    expect(await failureOf(fetch(running.target))).toMatchObject({
      code: "file_changed",
      message: `File error: users.csv is still being uploaded as ${name}`,
      retry: true,
    });
  },
);

test("an upload in a folder that can't be listed is asked for by name", async () => {
  const running = await server({ files: { "users.csv.filepart": FILE } });
  running.faults.refuse = (request) => (request === "LIST" ? "PERMISSION_DENIED" : null);
  expect(await failureOf(fetch(running.target))).toMatchObject({
    message: "File error: users.csv is still being uploaded as users.csv.filepart",
  });
});

test("a file that is renamed into place just between two requests is found", async () => {
  const running = await server({ files: { "users.csv.new": FILE } });
  running.faults.refuse = (request) => {
    if (request === "LIST" && running.files.delete("users.csv.new"))
      running.files.set("users.csv", { bytes: FILE, modifiedAt: OLD });
    return null;
  };
  await expectWhole(running.target);
});

test("a name that is listed and can't be opened, such as a broken link, is not waited for", async () => {
  const running = await server();
  running.faults.refuse = (request) => (request === "OPEN" ? "NO_SUCH_FILE" : null);
  const limits = { ...LIMITS, waitMs: 20_000 };
  expect((await failureOf(fetch(running.target, { limits }))).message).toBe(TEXTS.NO_SUCH_FILE);
});

test.each(["users.csv.202601", "users.csv.backup", "users.txt"])(
  "a file that is only called alike (%s) is no upload",
  async (name) => {
    const running = await server({ files: { [name]: FILE } });
    const limits = { ...LIMITS, waitMs: 20_000 };
    expect((await failureOf(fetch(running.target, { limits }))).message).toBe(TEXTS.NO_SUCH_FILE);
  },
);
