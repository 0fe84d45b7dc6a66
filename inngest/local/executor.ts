import type { Inngest, InngestFunction } from "inngest";
import type { Clock } from "@/lib/context";
import type { Db } from "@/lib/db/client";
import { CHANNEL } from "@/lib/jobs/local/inbox.store";
import type { Log } from "@/lib/log";
import { openActiveCalls } from "./active-calls";
import { openApp } from "./app";
import { type Backoff, serverBackoff } from "./backoff";
import { fireCrons, rememberCrons } from "./fire-crons";
import { claimCalls, forgetTurns, purgeFinished } from "./queue.store";
import { withTimeout } from "./retry-for";
import { routeEvents } from "./route";
import { runCall } from "./run-call";
import { byTrigger, type Lane } from "./sharing";
import { createWakeUp } from "./wake-up";
import { takeBack, workerName } from "./worker-name";

const DEFAULTS = {
  /** Calls that execute concurrently in this process: those that compute, those that download, those of schedules. */
  callsMax: 8,
  downloadsMax: 32,
  cronsMax: 8,
  /** A tenant with so many runs under way begins no further one. */
  begunMax: 8,
  /** A call without a heartbeat for this long may be taken by another worker. */
  leaseMs: 20_000,
  beatMs: 4_000,
  /** The server's limit of a call. */
  callMsMax: 2 * 60 * 60 * 1000,
  /** For what no notification announces: due times, lost notifications. */
  pollMs: 1_000,
  purgeMs: 10 * 60 * 1000,
  forgetMs: 30 * 1000,
  /** How long a finished run is known, and with it the id of a named event. */
  keepMs: 24 * 60 * 60 * 1000,
  backoff: serverBackoff as Backoff,
  sharing: byTrigger,
  clock: (() => new Date()) as Clock,
};

export type ExecutorSettings = Partial<typeof DEFAULTS>;

export type Executor = {
  /** When the loop last came round: old means that it hangs. */
  turnedAt: () => Date;
  /** Takes no more, waits up to `graceMs` for what runs, and gives the rest back. */
  stop: (graceMs: number) => Promise<void>;
};

type Parts = {
  client: Inngest.Any;
  functions: readonly InngestFunction.Any[];
  signingKey: string;
  /** A pool of its own: one that the jobs share could starve the heart-beat. */
  db: Db;
  log: Log;
  settings?: ExecutorSettings;
};

/** Runs the functions from the queue until stopped. Throws immediately if it can't run them correctly. */
export async function startExecutor(parts: Parts): Promise<Executor> {
  const { client, functions, signingKey, db, log } = parts;
  const set = { ...DEFAULTS, ...parts.settings };
  const app = await openApp(client, functions, { signingKey, sharing: set.sharing });
  await rememberCrons(app, db, set.clock);
  const worker = workerName();
  const takenBack = await takeBack(db, worker);

  const alarm = createWakeUp();
  const listening = await db.$client.listen(CHANNEL, alarm.ring);
  const holdings = openActiveCalls({ db, log, ...set });
  const state = { stopping: false, turnedAt: new Date(), purgedAt: 0, forgotAt: Date.now() };
  const looping = loop();
  log.info("job.executor.started", { functions: app.configs.size, takenBack });

  async function loop(): Promise<void> {
    while (!state.stopping) {
      let more = false;
      try {
        more = await turn();
        state.turnedAt = new Date();
      } catch (error) {
        log.error("job.loop.failed", {}, error);
      }
      if (!more) await alarm.wait(set.pollMs);
    }
  }

  /** One round; whether there may be more to do immediately. */
  async function turn(): Promise<boolean> {
    await purge();
    await forget();
    const more = await withTimeout(routeEvents(app, db));
    await withTimeout(fireCrons(app, db, set.clock));
    if (state.stopping) return false;
    const { begunMax, leaseMs, backoff } = set;
    const free = freeSlots();
    if (Object.values(free).every((slots) => slots === 0)) return false;
    for (const call of await withTimeout(claimCalls(db, { free, begunMax, leaseMs, worker }))) {
      const place = { app, db, log, backoff, leaseMs };
      holdings.hold(call, runCall(place, call).finally(alarm.ring));
    }
    return more;
  }

  function freeSlots(): Record<Lane, number> {
    return {
      work: set.callsMax - holdings.count("work"),
      download: set.downloadsMax - holdings.count("download"),
      cron: set.cronsMax - holdings.count("cron"),
    };
  }

  async function purge(): Promise<void> {
    if (Date.now() - state.purgedAt < set.purgeMs) return;
    await withTimeout(purgeFinished(db, new Date(Date.now() - set.keepMs)));
    state.purgedAt = Date.now();
  }

  async function forget(): Promise<void> {
    if (Date.now() - state.forgotAt < set.forgetMs) return;
    state.forgotAt = Date.now();
    await withTimeout(forgetTurns(db));
  }

  return {
    turnedAt: () => state.turnedAt,
    stop: async (graceMs) => {
      state.stopping = true;
      alarm.ring();
      await looping;
      await holdings.letGo(graceMs);
      await withTimeout(listening.unlisten());
      log.info("job.executor.stopped", {});
    },
  };
}
