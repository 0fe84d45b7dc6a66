import { performance } from "node:perf_hooks";
import { claimCalls, settleCall } from "@/inngest/local/queue.store";
import { openDb } from "@/lib/db/client";
import { type Bench, type Breakdown, type Figure, type Group, inRounds, median, must } from "../bench";
import { type Child, startChild } from "../child";
import { makePlace, settle } from "../house";
import { changesOfNight, writePeople } from "../people-file";
import { type Site, syncFile } from "../sync-file";
import { makeWavePlaces, type WavePlace } from "../wave-places";
import { type Expected, startWorker, wave } from "../wave-run";
import type { ServerOrders } from "../wave-server";
import type { WorkerOrders } from "../worker";

const USERS = 1_000;
const WORKSPACES_EACH = 5;
const WAITING = 10_000;
const CLAIMS = 500;

/** Many customers whose syncs are due in the same minute, each with a file of 1,000 people on an SFTP server. */
export const group: Group = {
  name: "wave",
  keys: ["wave.ratio", "wave.speedup", "fairness.ratio", "claim.ms"],
  run: async (bench) => {
    const { house } = bench;
    const server = startChild<ServerOrders>("tests/bench/wave-server.ts", {});
    const address = await server.ask("listen", null);
    const secretsKeys = house.env.ROLLCALL_SECRETS_KEYS ?? "";
    const make = (sizes: readonly number[]) =>
      makeWavePlaces({ sql: house.sql, server: address, secretsKeys, sizes });
    const claims = await claiming(bench);
    const nights = await together(bench, server, make);
    const turns = await inTurns(bench, server, make);
    await server.end();
    const whole = await wholeDelta(bench);
    const figures: Figure[] = [
      {
        key: "wave.ratio",
        value: nights.one / whole,
        goal: { most: 2 },
        what: `${nights.syncs} syncs of 1,000 users due in the same minute, one worker / one sync of them all`,
      },
      {
        key: "wave.speedup",
        value: nights.one / nights.two,
        goal: { least: 1.6 },
        what: "the same by one worker / by two",
      },
      {
        key: "fairness.ratio",
        value: turns.among / turns.alone,
        goal: { most: 2 },
        what: `one sync of an organization among ${turns.others} of another / alone`,
      },
      { key: "claim.ms", value: claims, goal: { most: 5 }, what: `p95 of a claim, ${WAITING} calls waiting` },
    ];
    const breakdowns: Breakdown[] = [
      {
        title: "wave",
        phases: {
          "one worker": nights.one,
          "a sync": nights.one / nights.syncs,
          "two workers": nights.two,
          "one delta": whole,
        },
      },
      { title: "fairness", phases: { alone: turns.alone, among: turns.among } },
    ];
    return { figures, breakdowns };
  },
};

type Server = Child<ServerOrders>;
type Make = (sizes: readonly number[]) => Promise<WavePlace[][]>;

/** What a night's file changes: 2 % of the people, or everybody. */
type Nights = "nights" | "moved";

const changedIn: Readonly<Record<Nights, (night: number) => Expected>> = {
  nights: (night) => changesOfNight(USERS, night),
  moved: () => ({ created: 0, updated: USERS, removed: 0 }),
};

/** Nights of places that take part in all of them: the first creates everybody. */
function nightsOf({ house, say }: Bench, server: Server, what: Nights) {
  const { sql, folder } = house;
  let night = 0;
  return async (places: readonly WavePlace[]) => {
    await settle(sql);
    const file = await writePeople(folder, USERS, night === 0 ? {} : { [what]: night });
    const expected = night === 0 ? { created: USERS, updated: 0, removed: 0 } : changedIn[what](night);
    const made = await wave({ sql, server, places, file, expected, night });
    say(`night ${night}: ${places.length} syncs in ${Math.round(made.ms)} ms`);
    night += 1;
    return made;
  };
}

/** All organizations in the same minute, by one worker and by two. */
async function together(bench: Bench, server: Server, make: Make) {
  const { house, rows, rounds } = bench;
  const organizations = Math.max(1, Math.round(rows / USERS / WORKSPACES_EACH));
  const places = (await make(Array.from({ length: organizations }, () => WORKSPACES_EACH))).flat();
  const night = nightsOf(bench, server, "nights");
  const next = () => night(places);
  const first = await startWorker(house.sql, house.env);
  await next();
  const one = await inRounds(rounds, next);
  const second = await startWorker(house.sql, house.env);
  const two = await inRounds(rounds, next);
  await second.end();
  await first.end();
  const msOf = (nights: typeof one) => median(nights.map(({ ms }) => ms));
  return { syncs: places.length, one: msOf(one), two: msOf(two) };
}

/** A small organization whose sync is due in the same minute as all those of a large one: the median of both. */
async function inTurns(bench: Bench, server: Server, make: Make) {
  const { house, rows } = bench;
  const others = Math.max(1, Math.round(rows / USERS / 2));
  const [large = [], small = []] = await make([others, 1]);
  const [mine] = small;
  if (!mine) throw new Error("There is no small organization.");
  const worker = await startWorker(house.sql, house.env);
  // Files change everybody, so that it does not matter how often each was read.
  const next = nightsOf(bench, server, "moved");
  await next([...large, ...small]);
  const quiet = await inRounds(3, () => next(small));
  const busy = await inRounds(3, () => next([...large, ...small]));
  await worker.end();
  return {
    others,
    alone: median(quiet.map((night) => night.of(mine))),
    among: median(busy.map((night) => night.of(mine))),
  };
}

/** The claims of a worker that is busy with 200 organizations, each of whose calls is followed by the next of its run. */
async function claiming({ house }: Bench): Promise<number> {
  const { sql } = house;
  await sql`
    insert into job_runs (id, function_id, event, keys, limits, tenant, lane)
    select 'claim ' || n, 'bench', '{}', array['sync:' || n, 'org:' || n % 200], '{1,4}', 'org ' || n % 200, 'work'
    from generate_series(1, ${WAITING}) n`;
  await sql`
    insert into job_calls (run_id, kind, keys, limits, tenant, lane)
    select id, 'discover', keys, limits, tenant, 'download' from job_runs`;
  const db = openDb(house.env.DATABASE_URL ?? "", { max: 1 });
  const slots = { work: 8, download: 32, cron: 8 };
  const held: { call: Awaited<ReturnType<typeof claimCalls>>[number]; isLast: boolean }[] = [];
  const begun = new Set<string>();
  const times: number[] = [];
  for (let at = 0; at < CLAIMS; at += 1) {
    const ofLane = (lane: string) => held.filter(({ call }) => call.lane === lane).length;
    const free = {
      ...slots,
      work: slots.work - ofLane("work"),
      download: slots.download - ofLane("download"),
    };
    const started = performance.now();
    const calls = await claimCalls(db, { free, begunMax: 8, leaseMs: 60_000, worker: "bench" });
    times.push(performance.now() - started);
    for (const call of calls) {
      held.push({ call, isLast: begun.has(call.runId) });
      begun.add(call.runId);
    }
    const [done] = held.splice(0, 1);
    if (!done) break;
    const finish = done.isLast ? ({ state: "completed", result: null } as const) : null;
    await settleCall(db, done.call, { memo: null, next: [], finish, event: null });
  }
  must(times.length === CLAIMS, "a claim found nothing though calls were waiting");
  await db.$client.end();
  await sql`truncate job_calls, job_runs, job_steps, job_turns`;
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}

/** Milliseconds of a night with changes of one workspace with all the people. */
async function wholeDelta({ house, file, rows, rounds, say }: Bench): Promise<number> {
  say("one workspace with all of them");
  const place = await makePlace(house.sql);
  const worker = startChild<WorkerOrders>("tests/bench/worker.ts", house.env);
  const site: Site = { sql: house.sql, place, dataDir: house.env.ROLLCALL_DATA_DIR ?? "", worker };
  await syncFile(site, file, { created: rows });
  const times = await inRounds(rounds, async (round) => {
    await settle(house.sql);
    const night = await writePeople(house.folder, rows, { nights: round + 1 });
    return (await syncFile(site, night, changesOfNight(rows, round + 1))).ms;
  });
  await worker.end();
  return median(times);
}
