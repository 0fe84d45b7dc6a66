import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 120_000;
const POLL_MS = 250;

/** What has to be there for a start. Full disks and long queues are reported, but do not prevent it. */
const NEEDED = ["database", "worker", "drops"];

/** Waits until the web process says that web, database, worker and the SFTP server are alive. Throws with what is missing. */
export async function waitUntilReady(origin: string, signal: AbortSignal): Promise<void> {
  const begun = Date.now();
  let missing = "web";
  while (Date.now() - begun < PATIENCE_MS) {
    signal.throwIfAborted();
    const answer = await ask(`${origin}/api/ready`);
    if (answer === "ok") return;
    missing = answer;
    await sleep(POLL_MS, undefined, { signal });
  }
  throw new Error(
    `Rollcall did not become ready within ${PATIENCE_MS / 1_000} s; still missing: ${missing}.`,
  );
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    if (response.ok) return "ok";
    const body: unknown = await response.json();
    const missing = typeof body === "object" && body !== null && "missing" in body ? body.missing : null;
    if (!Array.isArray(missing)) return "web";
    return missing.filter((part) => NEEDED.includes(part)).join(", ") || "ok";
  } catch {
    return "web";
  }
}
