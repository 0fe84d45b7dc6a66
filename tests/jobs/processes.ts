import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { testDb } from "../support/db";

/** Starts a worker process on this file's database and waits until it takes jobs. */
export async function startWorker(env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawnWorker(env);
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

/** Keeps one running: starts it again whenever it ends by itself, as the supervisor does. */
export function keepWorker(): void {
  let over = false;
  onTestFinished(() => {
    over = true;
  });
  const start = () => {
    spawnWorker().once("exit", () => {
      if (!over) start();
    });
  };
  start();
}

function spawnWorker(env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/jobs/lab-worker.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: testDb().url, ...env },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}
