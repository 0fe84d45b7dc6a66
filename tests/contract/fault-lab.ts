import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import type { SourceTarget } from "@/lib/pipeline/source/registry";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import type { Fetched, FetchOptions, SourceLimits } from "@/lib/pipeline/source/types";
import { startTestServer, type TestServer } from "../support/sftp-server";
import { startStranger } from "../support/tcp-proxy";
import { PATIENCE } from "../support/until";
import { socketsOpen } from "./failure";

/** Every 32 KiB of it differ from every other: a piece out of order shows. */
export const FILE = Buffer.alloc(5_000_000);
for (let position = 0; position < FILE.length - 4; position += 500) FILE.writeUInt32BE(position, position);

export const UNABLE = "Connection error: Unable to open connection";

/** Generous where nothing is to go wrong in time: the machine may be busy. */
export const LIMITS: Partial<SourceLimits> = { idleMs: 8_000, readyMs: 10_000, settleMs: 20, waitMs: 500 };
export const IMPATIENT: Partial<SourceLimits> = { ...LIMITS, idleMs: 800 };

type Stoppable = { stop: () => Promise<void>; connections: () => number };
type FetchChoices = Partial<FetchOptions> & { path?: string };

export type FaultLab = {
  /** The folder of the spool file: empty after each test. */
  folder: () => string;
  /** Stops it after the test. */
  keep: <T extends Stoppable>(running: T) => T;
  server: (options?: Parameters<typeof startTestServer>[0]) => Promise<TestServer>;
  /** A login on something that is no SFTP server. */
  stranger: (behaviour: Parameters<typeof startStranger>[0]) => Promise<SftpTarget>;
  fetch: (target: SourceTarget, choices?: FetchChoices) => Promise<Fetched>;
  expectWhole: (target: SourceTarget, limits?: Partial<SourceLimits>) => Promise<void>;
};

/** Servers with faults, and after each test: no file, no socket and no stray error left. */
export function faultLab(): FaultLab {
  let folder: string;
  let sockets: number;
  const started: Stoppable[] = [];
  const strayErrors = vi.fn();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "rollcall-faults-"));
    sockets = socketsOpen();
    process.on("uncaughtExceptionMonitor", strayErrors);
  });
  afterEach(async () => {
    expect(readdirSync(folder)).toEqual([]);
    // Before the servers go: they would take the sockets with them.
    await vi.waitFor(() => {
      for (const { connections } of started) expect(connections()).toBe(0);
    }, PATIENCE);
    for (const { stop } of started.splice(0)) await stop();
    await vi.waitFor(() => expect(socketsOpen()).toBeLessThanOrEqual(sockets), PATIENCE);
    process.off("uncaughtExceptionMonitor", strayErrors);
    expect(strayErrors).not.toHaveBeenCalled();
    rmSync(folder, { recursive: true, force: true });
  });

  const keep = <T extends Stoppable>(running: T): T => {
    started.push(running);
    return running;
  };
  const fetch = (target: SourceTarget, { path = "users.csv", ...choices }: FetchChoices = {}) =>
    fetchFile(
      { ...target, path },
      {
        spoolFile: join(folder, "run.csv"),
        sizeBytesMax: 1024 ** 3,
        signal: new AbortController().signal,
        limits: LIMITS,
        onProgress: () => {},
        ...choices,
      },
    );
  return {
    folder: () => folder,
    keep,
    fetch,
    server: async (options = {}) => keep(await startTestServer({ files: { "users.csv": FILE }, ...options })),
    stranger: async (behaviour) => {
      const { port } = keep(await startStranger(behaviour));
      const auth = { kind: "password", password: "x" } as const;
      return { kind: "sftp", host: "127.0.0.1", port, username: "sync", auth, hostKey: null };
    },
    expectWhole: async (target, limits = LIMITS) => {
      const { file, dispose } = await fetch(target, { limits });
      expect(readFileSync(file).equals(FILE)).toBe(true);
      await dispose();
    },
  };
}
