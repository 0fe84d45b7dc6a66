import { setTimeout as sleep } from "node:timers/promises";
import { dropAddress, env, usesInngestServer } from "@/lib/env";
import { freeMegabytesOf } from "@/lib/free-space";
import { oldestDue, secondsSince } from "@/lib/health/store";

/** What can be missing. Each has its line in lib/runtime/README.md. */
type Part = "database" | "worker" | "scheduler" | "drops" | "queue" | "space" | "inngest";

type Readiness = { missing: Part[]; oldestDueSeconds: number | null; freeMegabytes: number | null };

/** Worker and SFTP server write their heartbeats every few seconds. */
const PROCESS_SECONDS = 15;
/** It is due every minute. */
const SCHEDULER_SECONDS = 3 * 60;
/** With fair turns, someone who has nothing running is served within seconds. */
const QUEUE_SECONDS = 5 * 60;
const PATIENCE_MS = 3_000;

/**
 * Whether the installation does its work: what is missing, empty when all is well. With an Inngest server no worker is
 * needed and we have no queue, but the server has to be reachable and to call the scheduler.
 */
export async function readiness(): Promise<Readiness> {
  const [stored, freeMegabytes, reachable] = await Promise.all([
    patiently(look()),
    freeMegabytesOf(env().ROLLCALL_DATA_DIR),
    usesInngestServer() ? canReachInngest() : true,
  ]);
  const missing: Part[] = stored ? stored.missing : ["database"];
  if (freeMegabytes !== null && freeMegabytes < env().FREE_MEGABYTES_MIN) missing.push("space");
  if (!reachable) missing.push("inngest");
  return { missing, oldestDueSeconds: stored?.oldestDueSeconds ?? null, freeMegabytes };
}

async function look(): Promise<{ missing: Part[]; oldestDueSeconds: number | null }> {
  const [worker, drops, scheduler, due] = await Promise.all([
    secondsSince("worker"),
    dropAddress() ? secondsSince("drop") : 0,
    secondsSince("scheduler"),
    usesInngestServer() ? { oldest: null, starving: null } : oldestDue(),
  ]);
  const missing: Part[] = [];
  if (!usesInngestServer() && isOver(worker ?? Number.POSITIVE_INFINITY, PROCESS_SECONDS))
    missing.push("worker");
  if (isOver(drops ?? Number.POSITIVE_INFINITY, PROCESS_SECONDS)) missing.push("drops");
  // A new installation has not come to its first minute. An Inngest server that never calls must not look well, though.
  const never = usesInngestServer() ? Number.POSITIVE_INFINITY : null;
  if (isOver(scheduler ?? never, SCHEDULER_SECONDS)) missing.push("scheduler");
  if (isOver(due.starving, QUEUE_SECONDS)) missing.push("queue");
  return { missing, oldestDueSeconds: due.oldest === null ? null : Math.round(due.oldest) };
}

function isOver(seconds: number | null, most: number): boolean {
  return seconds !== null && seconds > most;
}

/** The value, or null when it takes too long or fails. */
async function patiently<T>(work: Promise<T>): Promise<T | null> {
  const patience = new AbortController();
  const late = sleep(PATIENCE_MS, null, { signal: patience.signal }).catch(() => null);
  try {
    return await Promise.race([work, late]);
  } catch {
    return null;
  } finally {
    patience.abort();
  }
}

const CLOUD = "https://inn.gs";
const DEV = "http://localhost:8288";
const INNGEST_PATIENCE_MS = 3_000;
/** Anyone may ask whether we are ready: the server is asked no more often than this. */
const KEPT_MS = 10_000;

let known: { answer: Promise<boolean>; at: number } | undefined;

/** Whether the Inngest server that events go to answers at all, whatever it says. */
export function canReachInngest(): Promise<boolean> {
  if (!known || Date.now() - known.at > KEPT_MS) known = { answer: ask(), at: Date.now() };
  return known.answer;
}

async function ask(): Promise<boolean> {
  try {
    await fetch(address(), {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(INNGEST_PATIENCE_MS),
    });
    return true;
  } catch {
    return false;
  }
}

function address(): string {
  const { INNGEST_BASE_URL: base, INNGEST_DEV: dev } = env();
  if (base) return base;
  if (!dev) return CLOUD;
  return /^https?:/.test(dev) ? dev : DEV;
}
