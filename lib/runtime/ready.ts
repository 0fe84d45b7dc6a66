import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 120_000;
const POLL_MS = 250;

/** What has to be there for a start. Full disks and long queues are reported, but do not prevent it. */
const NEEDED = ["database", "worker", "drops"] as const;
type Needed = (typeof NEEDED)[number];

/**
 * Waits until the web process says that it and what is `needed` are alive: by default database, worker and SFTP server.
 * Throws with what is missing.
 */
export async function waitUntilReady(
  origin: string,
  signal: AbortSignal,
  needed: readonly Needed[] = NEEDED,
): Promise<void> {
  const begun = Date.now();
  let missing = "web";
  while (Date.now() - begun < PATIENCE_MS) {
    signal.throwIfAborted();
    const answer = await ask(`${origin}/api/ready`, needed);
    if (answer === "ok") return;
    missing = answer;
    await sleep(POLL_MS, undefined, { signal });
  }
  throw new Error(
    `Rollcall did not become ready within ${PATIENCE_MS / 1_000} s; still missing: ${missing}.`,
  );
}

async function ask(url: string, needed: readonly string[]): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    if (response.ok) return "ok";
    const body: unknown = await response.json();
    const missing = typeof body === "object" && body !== null && "missing" in body ? body.missing : null;
    if (!Array.isArray(missing)) return "web";
    return missing.filter((part) => needed.includes(part)).join(", ") || "ok";
  } catch {
    return "web";
  }
}
