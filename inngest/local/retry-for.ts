import { setTimeout as sleep } from "node:timers/promises";
import { isDataException } from "@/lib/db/database-error";

const PAUSE_MS = 250;
const QUERY_MS = 10_000;

/** The promise, or an error after `ms`: a query on a connection that died may never settle (postgres.js#1154). */
export async function withTimeout<T>(promise: Promise<T>, ms: number = QUERY_MS): Promise<T> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error("The database did not answer in time.");
  });
  late.catch(() => {});
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

/** Tries until it works or `ms` are over. For statements that may be repeated; bad data is thrown immediately. */
export async function retryFor<T>(work: () => Promise<T>, ms: number): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await withTimeout(work());
    } catch (error) {
      if (isDataException(error) || Date.now() > end) throw error;
    }
    await sleep(PAUSE_MS);
  }
}
