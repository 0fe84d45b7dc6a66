import type { Inngest, InngestFunction } from "inngest";
import type { Clock } from "@/lib/context";
import type { Db } from "@/lib/db/client";
import type { Log } from "@/lib/log";
import { createAlarm } from "./alarm";
import { openApp } from "./app";
import { type Backoff, serverBackoff } from "./backoff";
import { fireCrons, rememberCrons } from "./fire-crons";
import { within } from "./insist";
import { CHANNEL, claimCalls, extendLeases, purgeFinished, releaseCalls } from "./queue/store";
import { routeEvents } from "./route";
import { runCall } from "./run-call";

const DEFAULTS = {
  /** Calls that execute at once in this process. */
  callsMax: 8,
  /** A call whose heart-beat is missing for so long belongs to whoever comes next. */
  leaseMs: 20_000,
  beatMs: 4_000,
  /** The server's limit of a call. One that hangs for so long is given up, for another attempt. */
  callMsMax: 2 * 60 * 60 * 1000,
  /** For what no notification announces: due times, lost notifications. */
  pollMs: 1_000,
  purgeMs: 10 * 60 * 1000,
  /** How long a finished run is known, and with it the id of a named event. */
  keepMs: 24 * 60 * 60 * 1000,
  backoff: serverBackoff as Backoff,
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

/** Runs the functions from the queue until stopped. Throws at once if it can't run them rightly. */
export async function startExecutor({
  client,
  functions,
  signingKey,
  db,
  log,
  settings,
}: Parts): Promise<Executor> {
  const set = { ...DEFAULTS, ...settings };
  const app = await openApp(client, functions, signingKey);
  await rememberCrons(app, db, set.clock);

  const alarm = createAlarm();
  const running = new Map<string, { done: Promise<void>; since: number }>();
  const place = { app, db, log, backoff: set.backoff, leaseMs: set.leaseMs };
  let stopping = false;
  let turnedAt = new Date();
  let purgedAt = 0;

  /** One round; whether there may be more to do at once. */
  async function turn(): Promise<boolean> {
    if (Date.now() - purgedAt > set.purgeMs) {
      await within(purgeFinished(db, new Date(Date.now() - set.keepMs)));
      purgedAt = Date.now();
    }
    const more = await within(routeEvents(app, db));
    await within(fireCrons(app, db, set.clock));
    const free = set.callsMax - running.size;
    if (free === 0 || stopping) return false;
    for (const call of await within(claimCalls(db, free, set.leaseMs))) {
      const done = runCall(place, call).finally(() => {
        running.delete(call.token);
        alarm.ring();
      });
      running.set(call.token, { done, since: Date.now() });
    }
    return more;
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      let more = false;
      try {
        more = await turn();
        turnedAt = new Date();
      } catch (error) {
        log.error("job.loop.failed", {}, error);
      }
      if (!more) await alarm.wait(set.pollMs);
    }
  }

  async function beat(): Promise<void> {
    for (const [token, { since }] of running) {
      if (Date.now() - since > set.callMsMax) running.delete(token);
    }
    const tokens = [...running.keys()];
    if (tokens.length === 0) return;
    try {
      const kept = await within(extendLeases(db, tokens, set.leaseMs));
      if (kept < tokens.length) log.debug("job.lease.some_gone", { held: tokens.length, kept });
    } catch (error) {
      log.error("job.lease.not_extended", { held: tokens.length }, error);
    }
  }

  const listening = await db.$client.listen(CHANNEL, alarm.ring);
  const beating = setInterval(() => void beat(), set.beatMs);
  const looping = loop();
  log.info("job.executor.started", { functions: app.configs.size });

  return {
    turnedAt: () => turnedAt,
    stop: async (graceMs) => {
      stopping = true;
      alarm.ring();
      await looping;
      const grace = within(Promise.all([...running.values()].map(({ done }) => done)), graceMs);
      await grace.catch(() => log.warn("job.executor.released", { calls: running.size }));
      clearInterval(beating);
      if (running.size > 0) await within(releaseCalls(db, [...running.keys()]));
      await within(listening.unlisten());
      log.info("job.executor.stopped", {});
    },
  };
}
