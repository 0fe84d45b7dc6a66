import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@/lib/db/client";
import { endWork, keepWork, takeWork } from "@/lib/jobs/works.store";

/** What a turn gives: what the work gave, or that it goes on. */
export type Turn<T> = { more: true } | { more: false; value: T };

export type Works = {
  /** Begins the work named `key`, or joins it, and waits for it until `ms` are over. Throws what the work throws. */
  attend: <T>(key: string, work: () => Promise<T>, ms: number) => Promise<Turn<T>>;
};

const DEFAULTS = {
  /** Without a sign of life for this long, another process begins the work anew. */
  leaseMs: 20_000,
  beatMs: 5_000,
  /** How often a process looks whether another one is done. */
  pollMs: 500,
  /** How long a result waits for the turn that asks for it. */
  keepMs: 10 * 60_000,
};

/**
 * Work that goes on in this process while the requests that wait for it come and go. Any process may be asked next: one
 * that is not at it waits until the other has ended or is silent, and then begins it; work finds what is done already.
 */
export function openWorks(db: () => Db, settings: Partial<typeof DEFAULTS> = {}): Works {
  const { leaseMs, beatMs, pollMs, keepMs } = { ...DEFAULTS, ...settings };
  const worker = randomUUID();
  const running = new Map<string, Promise<unknown>>();

  /** In an object, since a promise that an async function gives would be waited for. */
  async function begin(
    key: string,
    work: () => Promise<unknown>,
  ): Promise<{ working: Promise<unknown> } | null> {
    const mine = { key, worker };
    if (!(await takeWork(db(), mine, leaseMs))) return null;
    const beating = setInterval(() => void keepWork(db(), mine, leaseMs).catch(() => {}), beatMs);
    const working = work().finally(async () => {
      clearInterval(beating);
      // Where this fails, whoever waits does so until the lease is over.
      await endWork(db(), mine).catch(() => {});
    });
    running.set(key, working);
    const forget = () => running.get(key) === working && running.delete(key);
    // The next turn may be another process's: then nobody asks here any more.
    working.catch(() => {}).finally(() => setTimeout(forget, keepMs).unref());
    return { working };
  }

  return {
    attend: async <T>(key: string, work: () => Promise<T>, ms: number): Promise<Turn<T>> => {
      const late = new AbortController();
      const over = sleep(ms, OVER, { signal: late.signal });
      over.catch(() => {});
      try {
        for (;;) {
          const joined = running.get(key);
          const found = joined ? { working: joined } : await begin(key, work);
          const waited = found ? settled(found.working) : sleep(pollMs);
          if ((await Promise.race([waited, over])) === OVER) return { more: true };
          if (!found) continue;
          running.delete(key);
          // Under a key there is the work of this key only.
          return { more: false, value: (await found.working) as T };
        }
      } finally {
        late.abort();
      }
    },
  };
}

const OVER = Symbol("over");

/** Settles with it, and never fails. */
async function settled(working: Promise<unknown>): Promise<void> {
  await working.catch(() => {});
}
