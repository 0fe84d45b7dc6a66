import { randomBytes } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writePrivateFile } from "@/lib/runtime/data-folder";
import { freePort, isPortFree } from "@/lib/runtime/free-port";

/** The demo's sign-in: printed, and the same everywhere. */
export const DEMO_ACCOUNT = {
  email: "demo@rollcall.example",
  name: "Kim Demo",
  password: "call the roll nightly",
} as const;

/** The sample SFTP server of one data folder. */
export type SampleServer = { port: number; username: string; password: string };

type DemoFolder = {
  root: string;
  files: string;
  server: string;
  hostKey: string;
  drop: string;
  outcome: string;
};

export function demoFolder(dataDir: string): DemoFolder {
  const root = join(dataDir, "demo");
  return {
    root,
    files: join(root, "files"),
    server: join(root, "server.json"),
    hostKey: join(root, "host-key"),
    drop: join(root, "drop.json"),
    outcome: join(root, "outcome.json"),
  };
}

/** What the sample server was last time, at another port if someone else has taken that one in the meantime. */
export async function openSampleServer(folder: DemoFolder): Promise<SampleServer> {
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  const before = await readSampleServer(folder).catch(() => null);
  if (before && (await isPortFree(before.port, "127.0.0.1"))) return before;
  const password = before?.password ?? randomBytes(12).toString("base64url");
  const server = { port: await freePort(), username: "hr-export", password };
  await writePrivateFile(folder.server, `${JSON.stringify(server, null, 2)}\n`);
  return server;
}

export async function readSampleServer({ server }: DemoFolder): Promise<SampleServer> {
  // Written whole by `openSampleServer` alone.
  return JSON.parse(await readFile(server, "utf8")) as SampleServer;
}
