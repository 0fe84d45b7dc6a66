import { env } from "@/lib/env";

const CLOUD = "https://inn.gs";
const DEV = "http://localhost:8288";
const PATIENCE_MS = 3_000;
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
    await fetch(address(), { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
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
