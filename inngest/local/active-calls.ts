import type { Db } from "@/lib/db/client";
import type { Log } from "@/lib/log";
import { extendLeases, releaseCalls } from "./queue.store";
import { withTimeout } from "./retry-for";

/** The calls that this process executes now, and their leases. */
type Holdings = {
  count: (lane: string) => number;
  /** Keeps the lease of a call until its work is done. */
  hold: (call: { token: string; lane: string }, work: Promise<void>) => void;
  /** Waits up to `graceMs` for the work, and returns what is not done: another worker can take it immediately. */
  letGo: (graceMs: number) => Promise<void>;
};

type Parts = { db: Db; log: Log; leaseMs: number; beatMs: number; callMsMax: number };

/** Starts the heart-beat, which ends with `letGo`. */
export function openActiveCalls({ db, log, leaseMs, beatMs, callMsMax }: Parts): Holdings {
  const held = new Map<string, { lane: string; work: Promise<void>; since: number }>();
  const beating = setInterval(() => void beat(), beatMs);

  async function beat(): Promise<void> {
    for (const [token, { since }] of held) {
      // A call that hangs for ever must not be kept for ever: its lease runs out, and it is made again.
      if (Date.now() - since > callMsMax) held.delete(token);
    }
    if (held.size === 0) return;
    try {
      await withTimeout(extendLeases(db, [...held.keys()], leaseMs));
    } catch (error) {
      log.error("job.lease.not_extended", { held: held.size }, error);
    }
  }

  return {
    count: (lane) => [...held.values()].filter((one) => one.lane === lane).length,
    hold: ({ token, lane }, work) => {
      const done = work.finally(() => held.delete(token));
      held.set(token, { lane, work: done, since: Date.now() });
    },
    letGo: async (graceMs) => {
      const work = Promise.all([...held.values()].map((one) => one.work));
      await withTimeout(work, graceMs).catch(() => log.warn("job.lease.released", { held: held.size }));
      clearInterval(beating);
      if (held.size > 0) await withTimeout(releaseCalls(db, [...held.keys()]));
    },
  };
}
