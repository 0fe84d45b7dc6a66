import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { CheckStage } from "@/drizzle/schema/remote-sources";
import { checkSource, listFolder } from "@/lib/pipeline/source/check";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import { SFTP_STAGES } from "@/lib/pipeline/source/sftp/stages";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { hostKeyOf } from "@/lib/pipeline/source/types";
import { newKey } from "@/lib/runtime/demo/new-key";
import { freePort } from "../support/openssh";
import { PATIENCE } from "../support/until";
import { failureOf, socketsOpen } from "./failure";
import { inProcessSftp, openSshSftp, type Remote } from "./sources";

const FILE = Buffer.alloc(4_000_000, "ID,Email,First name,Last name,Mobile\r\n");
const sshd = process.env.ROLLCALL_TEST_SSHD;

describe("SFTP, a server in this process", () => survivesTheNetwork(inProcessSftp));
if (sshd) describe("SFTP, OpenSSH", () => survivesTheNetwork(() => openSshSftp(sshd)));

function survivesTheNetwork(start: () => Promise<Remote>): void {
  let remote: Remote;
  let folder: string;
  let sockets: number;
  const signal = new AbortController().signal;
  // Generous where nothing is to go wrong in time: the machine may be busy.
  const limits = { idleMs: 8_000, readyMs: 10_000, settleMs: 50, waitMs: 2_000 };
  const impatient = { ...limits, idleMs: 1_000, readyMs: 1_000 };

  beforeAll(async () => {
    remote = await start();
    await remote.put("users.csv", FILE);
    await remote.put("export/daily/users.csv", FILE);
  });
  afterAll(() => remote.stop());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rollcall-contract-"));
    sockets = socketsOpen();
  });
  afterEach(async () => {
    for (const key of ["cut", "latencyMs", "bytesPerSecond"] as const) delete remote.weather[key];
    expect(readdirSync(folder)).toEqual([]);
    await vi.waitFor(() => {
      expect(remote.connections()).toBe(0);
      expect(socketsOpen()).toBeLessThanOrEqual(sockets);
    }, PATIENCE);
    rmSync(folder, { recursive: true, force: true });
  });

  const fetch = async (path: string, login: SftpTarget = remote.login, patience = limits) => {
    const spoolFile = join(folder, "run.csv");
    const sizeBytesMax = 1024 ** 3;
    const target = { ...login, path };
    return fetchFile(target, { spoolFile, sizeBytesMax, signal, limits: patience, onProgress: () => {} });
  };
  const fetchAndDispose = async (path: string, login?: SftpTarget) => {
    const fetched = await fetch(path, login);
    await fetched.dispose();
    return fetched;
  };
  const check = async (target: SftpTarget & { path?: string }) => {
    const told: CheckStage[] = [];
    const checked = await checkSource(target, { signal, limits, onStage: (stage) => told.push(stage) });
    expect(told).toEqual(checked.result.stages);
    return checked;
  };

  test("a closed port is told with its code", async () => {
    const port = await freePort();
    expect(await failureOf(fetch("users.csv", { ...remote.login, port }))).toMatchObject({
      code: "source_network",
      message: `Connection error: Error (ECONNREFUSED) opening connection: connect ECONNREFUSED 127.0.0.1:${port}`,
      retry: true,
    });
  });

  test("an unknown host is told with its code", async () => {
    const host = "sftp.customer.invalid";
    const failure = await failureOf(fetch("users.csv", { ...remote.login, host }));
    expect(failure).toMatchObject({ code: "source_network", retry: true });
    // Without a network the resolver can't know, and says EAI_AGAIN.
    expect(failure.message).toMatch(
      /^Connection error: Error \((ENOTFOUND|EAI_AGAIN)\) opening connection: getaddrinfo \1 sftp\.customer\.invalid$/,
    );
  });

  test("a server that never answers is a connection that could not be opened", async () => {
    remote.weather.cut = { afterBytes: 0, how: "silence" };
    expect(await failureOf(fetch("users.csv", remote.login, impatient))).toMatchObject({
      code: "source_network",
      message: "Connection error: Unable to open connection",
      retry: true,
    });
  });

  test.each([
    ["reset", "Error (ECONNRESET) opening connection: read ECONNRESET"],
    ["end", "Error (ECONNRESET) opening connection: the server closed the connection"],
    ["silence", "Error (ETIMEDOUT) opening connection: the server stopped answering"],
    ["damage", "Error (EPROTO) opening connection: the data arrived damaged"],
  ] as const)(
    "a connection that breaks in the middle of the file (%s) is never taken for its end",
    async (how, text) => {
      remote.weather.cut = { afterBytes: 2_500_000, how };
      const patience = how === "silence" ? { ...limits, idleMs: 1_000 } : limits;
      expect(await failureOf(fetch("users.csv", remote.login, patience))).toMatchObject({
        code: "source_network",
        message: `Connection error: ${text}`,
        retry: true,
      });
    },
  );

  test("a slow line only takes longer", async () => {
    remote.weather.bytesPerSecond = 2_500_000;
    const { identity } = await fetchAndDispose("users.csv");
    expect(identity.sizeBytes).toBe(FILE.length);
  });

  test("a long way does not make a file slow: reads overlap", async () => {
    remote.weather.latencyMs = 60;
    const began = performance.now();
    await fetchAndDispose("users.csv");
    // 123 pieces of 32 KiB, one after the other, are 15 s of waiting alone.
    expect(performance.now() - began).toBeLessThan(9_000);
  });

  test("a wrong user is a failed login, and a login is tried once", async () => {
    const failure = await failureOf(fetch("users.csv", { ...remote.login, username: "nobody-we-know" }));
    const how = remote.login.auth.kind === "password" ? "Password" : "Private key";
    expect(failure).toMatchObject({
      code: "source_credentials",
      message: `Connection error: ${how} login failed`,
      retry: false,
    });
  });

  test("the key that the server shows is told, and connecting to the same key works", async () => {
    const { hostKey } = await fetchAndDispose("users.csv");
    expect(hostKey).toMatchObject({
      type: "ssh-ed25519",
      fingerprint: expect.stringMatching(/^SHA256:.{43}$/),
    });
    await fetchAndDispose("users.csv", { ...remote.login, hostKey });
  });

  test("another key than the pinned one stops everything, and the new one is handed over", async () => {
    const { hostKey: shown } = await check(remote.login);
    const other = newKey().public.split(" ")[1] ?? "";
    const pinned = { type: "ssh-ed25519", blob: other, fingerprint: "SHA256:other" };
    const failure = await failureOf(fetch("users.csv", { ...remote.login, hostKey: pinned }));
    expect(failure).toMatchObject({
      code: "source_host_key",
      message: "Connection error: Host key changed",
      retry: false,
    });
    expect(hostKeyOf(failure)).toEqual(shown);
  });

  test("a folder is not a file", async () => {
    expect(await failureOf(fetch("export/daily"))).toMatchObject({
      code: "source_path",
      message: "File error: export/daily is a folder",
      retry: false,
    });
  });

  test("a file that the login may not read is named", async () => {
    remote.deny("denied.csv");
    expect(await failureOf(fetch("denied.csv"))).toMatchObject({
      code: "source_path",
      message: "File error: Permission denied: denied.csv",
      retry: false,
    });
  });

  test.each(["../users.csv", "/../etc/passwd", "export/../../users.csv"])(
    "a path that leaves the home folder is refused: %s",
    async (path) => {
      const failure = await failureOf(fetch(path));
      expect(failure).toMatchObject({ code: "source_path", retry: false });
      if (path.startsWith("/")) return;
      expect(failure.message).toBe(`File error: ${path} is outside the home folder`);
    },
  );

  test("a path may go around as long as it stays at home", async () => {
    const { identity } = await fetchAndDispose("./export/../export//daily/users.csv");
    expect(identity.path).toBe("./export/../export//daily/users.csv");
  });

  test("a file that is still being written is waited for", async () => {
    await remote.put("fresh.csv", FILE, new Date());
    let size = FILE.length;
    const writer = setInterval(() => {
      remote.append("fresh.csv", Buffer.from("x"));
      size += 1;
    }, 20);
    setTimeout(() => clearInterval(writer), 120);
    const { identity } = await fetchAndDispose("fresh.csv");
    expect(identity.sizeBytes).toBe(size);
  });

  test("a file that never stops being written is told so", async () => {
    await remote.put("endless.csv", FILE, new Date());
    const writer = setInterval(() => remote.append("endless.csv", Buffer.from("x")), 20);
    const patience = { ...limits, waitMs: 300 };
    const failure = await failureOf(fetch("endless.csv", remote.login, patience)).finally(() =>
      clearInterval(writer),
    );
    expect(failure).toMatchObject({
      code: "file_changed",
      message: "File error: endless.csv is still being written",
      retry: true,
    });
  });

  test("an upload under way under a temporary name is waited for", async () => {
    await remote.put("late.csv.filepart", FILE);
    const arrives = sleep(100).then(() => remote.put("late.csv", FILE));
    const { identity } = await fetchAndDispose("late.csv");
    expect(identity.sizeBytes).toBe(FILE.length);
    await arrives;
  });

  test("a connection can be checked stage by stage, down to the first line", async () => {
    const { result } = await check({ ...remote.login, path: "export/daily/users.csv" });
    expect(result.ok).toBe(true);
    expect(result.stages.map(({ stage }) => stage)).toEqual(SFTP_STAGES.map(({ stage }) => stage));
    expect(result.stages.map(({ message }) => message).filter(Boolean)).toEqual([
      expect.stringMatching(/^SHA256:/),
      "4,000,000 bytes",
    ]);
  });

  test("without a path a check ends with opening the home folder", async () => {
    const { result } = await check(remote.login);
    expect(result.stages.map(({ stage, ok }) => [stage, ok])).toEqual(
      SFTP_STAGES.slice(0, 6).map(({ stage }) => [stage, true]),
    );
  });

  test.each([
    ["resolve", { host: "sftp.customer.invalid" }, /^Connection error: Error \(E/],
    ["connect", { port: 1024 }, /^Connection error: Error \(ECONNREFUSED\)/],
    ["sign_in", { username: "stranger" }, /^Connection error: (Password|Private key) login failed$/],
    ["open_folder", { path: "nowhere/users.csv" }, /^File error: No such file: nowhere$/],
    ["find_file", { path: "export/users.csv" }, /^File error: No such file: export\/users.csv$/],
    ["find_file", { path: "export/daily" }, /^File error: export\/daily is a folder$/],
    ["read_header", { path: "empty.csv" }, /^File error: empty.csv is empty$/],
  ])("a check stops at the stage that fails (%s) and says what to do", async (stage, change, message) => {
    await remote.put("empty.csv", Buffer.alloc(0));
    const { result } = await check({ ...remote.login, ...change });
    expect(result.ok).toBe(false);
    expect(result.stages.at(-1)).toMatchObject({
      stage,
      ok: false,
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\.$/),
    });
    expect(result.stages.slice(0, -1).every(({ ok }) => ok)).toBe(true);
  });

  test("a folder is listed with kind, size and time, folders first", async () => {
    await remote.put("listed/b.csv", Buffer.from("12345"));
    await remote.put("listed/.hidden", Buffer.from("1"));
    await remote.put("listed/a/x.csv", Buffer.from("1"));
    const { entries, truncated } = await listFolder(remote.login, "listed", { signal, limits });
    expect(truncated).toBe(false);
    expect(entries).toEqual([
      expect.objectContaining({ name: "a", kind: "folder" }),
      { name: "b.csv", kind: "file", sizeBytes: 5, modifiedAt: "2026-01-05T04:00:00.000Z" },
    ]);
  });

  test("a folder of thousands is listed in part, and says so", async () => {
    for (let index = 0; index < 1100; index += 1) await remote.put(`many/${index}.csv`, Buffer.from("1"));
    const { entries, truncated } = await listFolder(remote.login, "many", { signal, limits });
    expect([entries.length, truncated]).toEqual([1000, true]);
  });
}
