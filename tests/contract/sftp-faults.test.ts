import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { checkSource } from "@/lib/sync/source/check";
import { fetchFile } from "@/lib/sync/source/fetch-file";
import type { FetchOptions, SftpTarget, SourceLimits } from "@/lib/sync/source/types";
import { KEY_AUTH, startTestServer, type TestServer } from "../support/sftp-server";
import { startProxy, startStranger } from "../support/tcp-proxy";
import { failureOf, socketsOpen } from "./failure";

const FILE = Buffer.alloc(5_000_000);
for (let position = 0; position < FILE.length - 4; position += 500) FILE.writeUInt32BE(position, position);

const UNABLE = "Connection error: Unable to open connection";
const PASSWORD_FAILED = "Connection error: Password login failed";

let folder: string;
let sockets: number;
const started: { stop: () => Promise<void> }[] = [];
const unhandled = vi.fn();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-faults-"));
  sockets = socketsOpen();
  process.on("uncaughtExceptionMonitor", unhandled);
});
afterEach(async () => {
  expect(readdirSync(folder)).toEqual([]);
  for (const { stop } of started.splice(0)) await stop();
  await vi.waitFor(() => expect(socketsOpen()).toBeLessThanOrEqual(sockets));
  process.off("uncaughtExceptionMonitor", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  rmSync(folder, { recursive: true, force: true });
});

type ServerOptions = Parameters<typeof startTestServer>[0];

async function server(options: ServerOptions = {}): Promise<TestServer> {
  const running = await startTestServer({ files: { "users.csv": FILE }, ...options });
  started.push(running);
  return running;
}

/** Generous where nothing is to go wrong in time: the machine may be busy. */
const LIMITS: Partial<SourceLimits> = { idleMs: 8_000, readyMs: 10_000, settleMs: 20, waitMs: 500 };
const IMPATIENT: Partial<SourceLimits> = { ...LIMITS, idleMs: 800 };

function fetch(
  target: SftpTarget,
  { path = "users.csv", ...more }: Partial<FetchOptions> & { path?: string } = {},
) {
  return fetchFile(
    { ...target, path },
    {
      spoolFile: join(folder, "run.csv"),
      sizeBytesMax: 1024 ** 3,
      signal: new AbortController().signal,
      limits: LIMITS,
      onProgress: () => {},
      ...more,
    },
  );
}

async function expectWhole(target: SftpTarget, limits = LIMITS): Promise<void> {
  const { file, dispose } = await fetch(target, { limits });
  expect(readFileSync(file).equals(FILE)).toBe(true);
  await dispose();
}

describe("signing in", () => {
  test("a wrong password is shown to the server once", async () => {
    const { target, ...running } = await server();
    const auth = { kind: "password", password: "wrong" } as const;
    const failure = await failureOf(fetch({ ...target, auth }));
    expect(failure).toMatchObject({ code: "source_credentials", message: PASSWORD_FAILED, retry: false });
    expect(failure.remedy).toContain("did not accept this user and password");
    expect(started[0]).toMatchObject({ secretsSeen: 1 });
    expect(running.port).toBe(target.port);
  });

  test("a wrong password is shown once even where two ways of asking for it are offered", async () => {
    const running = await server({ policy: "never" });
    expect((await failureOf(fetch(running.target))).message).toBe(PASSWORD_FAILED);
    expect(running.secretsSeen).toBe(1);
  });

  test("a server that only asks questions gets the password as the answer", async () => {
    const running = await server({ policy: "keyboard" });
    await expectWhole(running.target);
  });

  test.each(["second factor", "code only"] as const)(
    "a server that wants more than a password (%s) is told apart",
    async (policy) => {
      const running = await server({ policy });
      const failure = await failureOf(fetch(running.target));
      expect(failure).toMatchObject({ code: "source_credentials", message: PASSWORD_FAILED });
      expect(failure.remedy).toContain("one-time code");
    },
  );

  test("an expired password is told apart, and does not hang", async () => {
    const running = await server({ policy: "expired" });
    const failure = await failureOf(fetch(running.target));
    expect(failure).toMatchObject({
      message: PASSWORD_FAILED,
      remedy: expect.stringContaining("new password"),
    });
  });

  test("a server that takes only keys says so to a password", async () => {
    const running = await server({ policy: "key" });
    const failure = await failureOf(fetch(running.target));
    expect(failure).toMatchObject({
      message: PASSWORD_FAILED,
      remedy: expect.stringContaining("private key"),
    });
    expect(running.secretsSeen).toBe(0);
  });

  test("the right key signs in, another one does not", async () => {
    const running = await server({ policy: "key" });
    await expectWhole({ ...running.target, auth: KEY_AUTH });
    const privateKey = ssh2.utils.generateKeyPairSync("ed25519").private;
    expect(
      await failureOf(fetch({ ...running.target, auth: { kind: "private_key", privateKey } })),
    ).toMatchObject({
      code: "source_credentials",
      message: "Connection error: Private key login failed",
      retry: false,
    });
  });

  test("a stored key that can't be read is a failed login, not a crash", async () => {
    const running = await server({ policy: "key" });
    const auth = { kind: "private_key", privateKey: "-----BEGIN NOTHING-----" } as const;
    const failure = await failureOf(fetch({ ...running.target, auth }));
    expect(failure.message).toBe("Connection error: Private key login failed");
    expect(failure.remedy).toContain("Enter it again");
  });
});

describe("the host key", () => {
  const first = ssh2.utils.generateKeyPairSync("ed25519");
  const rsa = ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 });

  test("a changed key stops before any password is sent", async () => {
    const before = await server();
    const { hostKey, dispose } = await fetch(before.target);
    await dispose();
    await before.stop();
    const after = await server({ port: before.port, hostKeys: [first.private] });
    expect(await failureOf(fetch({ ...after.target, hostKey }))).toMatchObject({
      code: "source_host_key",
      message: "Connection error: Host key changed",
    });
    expect(after.secretsSeen).toBe(0);
  });

  test("a server that gains a key of a better type is still the same server", async () => {
    const before = await server({ hostKeys: [rsa.private] });
    const { hostKey, dispose } = await fetch(before.target);
    await dispose();
    expect(hostKey?.type).toBe("ssh-rsa");
    await before.stop();
    const after = await server({ port: before.port, hostKeys: [first.private, rsa.private] });
    await expectWhole({ ...after.target, hostKey });
  });

  test("a pinned type that is gone is a changed key, not an unusable server", async () => {
    const before = await server({ hostKeys: [first.private] });
    const { hostKey, dispose } = await fetch(before.target);
    await dispose();
    await before.stop();
    const after = await server({ port: before.port, hostKeys: [rsa.private] });
    expect((await failureOf(fetch({ ...after.target, hostKey }))).code).toBe("source_host_key");
  });

  test("a check tells the new key for approval, and fails at that stage", async () => {
    const before = await server();
    const signal = new AbortController().signal;
    const seen = await checkSource(before.target, { signal, onStage: () => {} });
    await before.stop();
    const after = await server({ port: before.port, hostKeys: [first.private] });
    const target = { ...after.target, hostKey: seen.hostKey };
    const { result, hostKey } = await checkSource(target, { signal, onStage: () => {} });
    expect(result.stages.at(-1)).toMatchObject({
      stage: "host_key",
      message: "Connection error: Host key changed",
    });
    expect(hostKey?.blob).toBe(first.public.split(" ")[1]);
  });
});

describe("what answers is not what it should be", () => {
  const login = (port: number): SftpTarget => ({
    kind: "sftp",
    host: "127.0.0.1",
    port,
    username: "sync",
    auth: { kind: "password", password: "x" },
    hostKey: null,
  });
  const stranger = async (behaviour: Parameters<typeof startStranger>[0]) => {
    const running = await startStranger(behaviour);
    started.push(running);
    return login(running.port);
  };

  test.each([
    ["a web server", { answer: "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n" }],
    ["an FTP server", { greeting: "220 (vsFTPd 3.0.5)\r\n", answer: "530 Please login.\r\n" }],
  ])("%s is not SSH, and trying again will not help", async (_, behaviour) => {
    const failure = await failureOf(fetch(await stranger(behaviour)));
    expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
    expect(failure.remedy).toContain("not an SFTP server");
  });

  test("a server that says nothing is waited for, then given up", async () => {
    const began = performance.now();
    const limits = { ...LIMITS, readyMs: 500 };
    expect(await failureOf(fetch(await stranger({}), { limits }))).toMatchObject({
      code: "source_network",
      message: UNABLE,
      retry: true,
    });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("a server that is too busy is tried again", async () => {
    const failure = await failureOf(
      fetch(await stranger({ greeting: "Exceeded MaxStartups\r\n", hangUp: "end" })),
    );
    expect(failure).toMatchObject({ code: "source_network", retry: true });
  });

  test.each(["end", "reset"] as const)(
    "a server that hangs up at once (%s) is a network error",
    async (hangUp) => {
      const failure = await failureOf(fetch(await stranger({ hangUp })));
      expect(failure).toMatchObject({ code: "source_network", retry: true });
      expect(failure.message).toMatch(/^Connection error: Error \(ECONNRESET\) opening connection: /);
    },
  );

  test.each([
    ["key exchange", { kex: ["diffie-hellman-group14-sha1"] }],
    ["host key", { serverHostKey: ["ssh-rsa"] }],
    ["checksum", { hmac: ["hmac-sha1"], cipher: ["aes128-ctr"] }],
    ["cipher", { cipher: ["3des-cbc"] }],
  ] as const)("a server with outdated encryption only (%s) is not talked to", async (_, algorithms) => {
    const hostKeys = [ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }).private];
    const list = Object.fromEntries(Object.entries(algorithms).map(([key, names]) => [key, [...names]]));
    const running = await server({ hostKeys, algorithms: list });
    const failure = await failureOf(fetch(running.target));
    expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE, retry: false });
    expect(failure.remedy).toContain("outdated");
  });

  test("a login without SFTP is told apart from a failed one", async () => {
    const running = await server({ faults: { noSftp: true } });
    const failure = await failureOf(fetch(running.target));
    expect(failure).toMatchObject({ code: "source_unusable", message: UNABLE });
    expect(failure.remedy).toContain("SFTP");
  });

  test("a server that hangs up at the password without a word is a network error", async () => {
    const running = await server({ faults: { hangUpAtSignIn: true } });
    expect(await failureOf(fetch(running.target))).toMatchObject({ code: "source_network", retry: true });
  });
});

describe("reading from difficult servers", () => {
  test("short answers are asked for again, and everything is in its place", async () => {
    const running = await server({ faults: { readBytesMax: 12_000 } });
    await expectWhole(running.target);
  });

  test.each(["refused", "never answered", "hangs up"] as const)(
    "a server that allows one read at a time (a second is %s) is read one by one",
    async (secondRead) => {
      const running = await server({ faults: { secondRead } });
      await expectWhole(running.target, IMPATIENT);
      running.readsAtOnce = 0;
      running.faults.secondRead = undefined;
      await expectWhole(running.target);
      expect(running.readsAtOnce).toBeGreaterThan(30);
    },
  );

  test("a read that is never answered ends the run, also when bytes have come before", async () => {
    const running = await server({ faults: { stallAt: 3_000_000 } });
    expect(await failureOf(fetch(running.target, { limits: IMPATIENT }))).toMatchObject({
      code: "source_network",
      message: "Connection error: Error (ETIMEDOUT) opening connection: the server stopped answering",
      retry: true,
    });
  });

  test("a file that shrinks under a reader ends the reading: nobody asks for ever", async () => {
    const running = await server();
    const cut = { bytes: FILE.subarray(0, 1_000_000), modifiedAt: new Date(0) };
    running.faults.onRead = () => running.files.set("users.csv", cut);
    expect((await failureOf(fetch(running.target))).code).toBe("file_changed");
    expect(running.reads).toBeLessThan(400);
  });

  test("a file that is replaced by one of the same size is noticed by its time", async () => {
    const running = await server();
    const other = { bytes: Buffer.alloc(FILE.length, "x"), modifiedAt: new Date("2026-02-01T00:00:00Z") };
    running.faults.onRead = (position) => position > 4_000_000 && running.files.set("users.csv", other);
    expect((await failureOf(fetch(running.target))).code).toBe("file_changed");
  });

  test("a server that lies about the size is not believed", async () => {
    const attrs: NonNullable<TestServer["faults"]["attrs"]> = (_, truth) => ({
      ...truth,
      sizeBytes: truth.sizeBytes + 10,
    });
    const running = await server({ faults: { attrs } });
    expect((await failureOf(fetch(running.target))).code).toBe("file_changed");
  });

  test("a server that tells neither size nor time is read to the end of the file, up to the limit", async () => {
    const running = await server({ faults: { bareAttrs: true } });
    await expectWhole(running.target);
    expect((await failureOf(fetch(running.target, { sizeBytesMax: 1_000_000 }))).code).toBe("too_large");
  });

  test("a server without FSTAT works", async () => {
    await expectWhole((await server({ faults: { noFstat: true } })).target);
  });

  test("a connection that is cut in the first reads is tried once more", async () => {
    const running = await server();
    const proxy = await startProxy(running.port, { cut: { afterBytes: 300_000, how: "reset" } });
    started.push(proxy);
    expect((await failureOf(fetch({ ...running.target, port: proxy.port }))).code).toBe("source_network");
    expect(proxy.accepted()).toBe(2);
  });

  test("a dead peer is found out by keep-alive long before the time limit", async () => {
    const running = await server();
    const proxy = await startProxy(running.port, { cut: { afterBytes: 3_000_000, how: "silence" } });
    started.push(proxy);
    const began = performance.now();
    const limits = { ...LIMITS, idleMs: 60_000, keepaliveMs: 100 };
    expect(await failureOf(fetch({ ...running.target, port: proxy.port }, { limits }))).toMatchObject({
      message: "Connection error: Error (ETIMEDOUT) opening connection: the server stopped answering",
    });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test("a download that never ends is given up at the deadline", async () => {
    const running = await server({ faults: { readDelayMs: 200 } });
    const limits = { ...LIMITS, readsInFlight: 1, deadlineMs: 700 };
    expect(await failureOf(fetch(running.target, { limits }))).toMatchObject({
      code: "source_network",
      message: expect.stringContaining("Error (ETIMEDOUT)"),
      retry: true,
    });
  });

  test("a run that lost its lease ends with that reason", async () => {
    const running = await server({ faults: { readDelayMs: 50 } });
    const stop = new AbortController();
    const lost = new AppError("lost_lease", "Another worker has taken this run.");
    setTimeout(() => stop.abort(lost), 200);
    expect(await failureOf(fetch(running.target, { signal: stop.signal }))).toBe(lost);
  });

  test("a run that is stopped while it connects leaves at once", async () => {
    const running = await startStranger({});
    started.push(running);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const target = { ...(await server()).target, port: running.port };
    const began = performance.now();
    expect((await failureOf(fetch(target, { signal: stop.signal }))).code).toBe("cancelled");
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("paths and places", () => {
  test.each([
    ["users.csv\nrm", "File error: users.csv?rm holds a character that paths can't have"],
    ["users.csv\0", "File error: users.csv? holds a character that paths can't have"],
    ["users.csv.filepart", "File error: users.csv.filepart is the name of an unfinished upload"],
    ["Users.PART", "File error: Users.PART is the name of an unfinished upload"],
    ["users.tmp", "File error: users.tmp is the name of an unfinished upload"],
    [" ", 'File error: "" is not a path'],
  ])("a path that can't be meant is refused before anything is connected: %j", async (path, message) => {
    const running = await server();
    const failure = await failureOf(fetch(running.target, { path }));
    expect(failure).toMatchObject({ code: "source_path", message, retry: false });
    expect(running.secretsSeen).toBe(0);
  });

  test("what a dead run left is replaced, and a link there is not followed", async () => {
    const running = await server();
    const elsewhere = join(folder, "elsewhere");
    writeFileSync(elsewhere, "precious");
    symlinkSync(elsewhere, join(folder, "run.csv"));
    await expectWhole(running.target);
    expect(readFileSync(elsewhere, "utf8")).toBe("precious");
    rmSync(elsewhere);
  });

  test("a disk of ours that can't take the file is our fault, and may be tried again", async () => {
    const running = await server();
    const spoolFile = join(folder, "missing", "run.csv");
    const failure = await failureOf(fetch(running.target, { spoolFile }));
    expect(failure).toMatchObject({ code: "internal", retry: true });
  });
});
