import { readFile, rm } from "node:fs/promises";
import { type DemoOutcome, dropLine, outcomeLine, placeLine } from "@/lib/runtime/demo/outcome";
import { writeSampleFiles } from "@/lib/runtime/demo/sample-files";
import type { DropSignIn } from "@/lib/runtime/demo/seed-drop";
import {
  DEMO_ACCOUNT,
  demoFolder,
  openSampleServer,
  readSampleServer,
  type SampleServer,
} from "@/lib/runtime/demo/settings";
import { scriptCommand } from "@/lib/runtime/project";
import { type ChildEnv, ended, type ServiceSpec, spawnTethered, stopChild } from "@/lib/runtime/service";
import { lastLines } from "@/lib/runtime/terminal";

/** The sample SFTP server with its files, ready to be run as a service. */
export async function prepareSampleServer(
  dataDir: string,
): Promise<Pick<ServiceSpec, "name" | "args" | "stopMs">> {
  const folder = demoFolder(dataDir);
  await openSampleServer(folder);
  await writeSampleFiles(folder.files);
  return {
    name: "sample SFTP server",
    args: scriptCommand("lib/runtime/demo/sample-server.ts", dataDir),
    stopMs: 2_000,
  };
}

type Seed = { dataDir: string; env: ChildEnv; logFile: string; signal: AbortSignal };

/** Seeds the demo and syncs once. Gives the lines to print; throws with the end of the log when it can't. */
export async function runDemoSeed({ dataDir, env, logFile, signal }: Seed): Promise<string[]> {
  const folder = demoFolder(dataDir);
  await rm(folder.outcome, { force: true });
  const child = spawnTethered({ args: scriptCommand("lib/runtime/demo/seed-cli.ts", dataDir), env, logFile });
  const stop = () => void stopChild(child, 1_000);
  signal.addEventListener("abort", stop, { once: true });
  const how = await ended(child);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  if (child.exitCode !== 0) {
    throw new Error(
      `The demo could not be set up (${how}). The end of ${logFile}:\n${await lastLines(logFile, 15)}`,
    );
  }
  // Written by seed-cli.ts just now.
  const outcome = JSON.parse(await readFile(folder.outcome, "utf8")) as DemoOutcome;
  return [
    `  Sign in as ${DEMO_ACCOUNT.email} with the password: ${DEMO_ACCOUNT.password}`,
    ...sourceLines(await readSampleServer(folder), folder.files),
    ...dropLines(outcome.drop, env.DROP_SFTP_PORT),
    outcomeLine(outcome),
  ];
}

/** The server that a Remote Source reads from: all that its form asks for. */
function sourceLines(server: SampleServer, files: string): string[] {
  return [
    "Sample SFTP server, to create a Remote Source of your own with:",
    placeLine({ host: "127.0.0.1", ...server }),
    `  Files employees.csv and employees-10000.csv, in ${files}: edit one there and press "Sync now".`,
  ];
}

/** The drop that files are sent to. */
function dropLines(signIn: DropSignIn, port: string | undefined): string[] {
  if (!port || port === "0") return [];
  return [dropLine(signIn, port), placeLine({ host: "localhost", port, ...signIn })];
}
