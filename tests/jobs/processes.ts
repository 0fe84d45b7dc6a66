import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { testDb } from "../support/db";

/** Starts a worker process on this file's database and waits until it takes jobs. */
export async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/jobs/lab-worker.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, DATABASE_URL: testDb().url },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await once(child.stdout, "data");
  return child;
}

/** Starts it again whenever it ends by itself, as the supervisor does. */
export async function keepWorker(): Promise<void> {
  let over = false;
  onTestFinished(() => {
    over = true;
  });
  const start = async () => {
    const child = await startWorker();
    child.once("exit", () => {
      if (!over) start().catch(() => {});
    });
  };
  await start();
}
