import { type Bench, type Figure, type Group, inRounds, median, must } from "../bench";
import { checkUsers } from "../check-users";
import { startChild } from "../child";
import { copyUsers } from "../copy-users";
import { emptyTables, makePlace, settle } from "../house";
import { changesOfNight, type PeopleFile, writePeople } from "../people-file";
import { type Ended, type Site, syncFile } from "../sync-file";
import type { WorkerOrders } from "../worker";
import type { YardstickOrders } from "../yardstick";

/** Whole runs of the worker: the first of a sync, and the nights after it. */
export const group: Group = {
  name: "syncing",
  keys: [
    "initial.ratio",
    "nochange.ratio",
    "nochange.rows_written",
    "same_bytes.ratio",
    "delta.ratio",
    "peak_rss_mb",
    "rss_growth",
  ],
  run: async (bench) => {
    const { house, rows, rounds, say, papaMs } = bench;
    const papa = await papaMs();
    say(`a tenth of it, for the memory (${rows / 10} rows)`);
    const few = await smallPeak(bench);

    const place = await makePlace(house.sql);
    const site: Site = {
      sql: house.sql,
      place,
      dataDir: house.env.ROLLCALL_DATA_DIR ?? "",
      worker: startWorker(bench),
    };
    const firsts = await inRounds(rounds, (round) => {
      say(`first sync, round ${round + 1}`);
      return first(bench, site);
    });
    say("a night without changes");
    const nights = await inRounds(rounds, (round) => quiet(bench, site, round));
    say("the same bytes");
    const again = await inRounds(rounds, () => same(bench, site, rounds - 1));
    const hashMs = await hashing(bench);
    say("a night with changes");
    const changed = await inRounds(rounds, (round) => delta(bench, site, round + 1));
    const { peakMb } = await site.worker.ask("rest", null);
    await site.worker.end();

    const initial = median(firsts.map(({ run, copyMs }) => run.ms / copyMs));
    const nochange = median(nights.map(({ run }) => run.ms));
    const figures: Figure[] = [
      {
        key: "initial.ratio",
        value: initial,
        goal: { most: 1.25 },
        what: "first sync / COPY and INSERT ... SELECT",
      },
      {
        key: "nochange.ratio",
        value: nochange / papa,
        goal: { most: 1.5 },
        what: "no user changed / papaparse alone",
      },
      {
        key: "nochange.rows_written",
        value: Math.max(...nights.map(({ written }) => written)),
        goal: { most: 0 },
        what: "rows of users and of plans that a night without changes wrote",
      },
      {
        key: "same_bytes.ratio",
        value: median(again.map(({ ms }) => ms)) / hashMs,
        goal: { most: 1 },
        what: "the same bytes again / reading and hashing the file",
      },
      {
        key: "delta.ratio",
        value: median(changed.map(({ ms }) => ms)) / papa,
        goal: { most: 5 },
        what: "1 % changed, 0.5 % new, 0.5 % gone, planned and applied / papaparse alone",
      },
      { key: "peak_rss_mb", value: peakMb, goal: { most: 400 }, what: "the most memory the worker had, MiB" },
      { key: "rss_growth", value: peakMb / few, what: "its peak / its peak with a tenth of the rows" },
    ];
    return {
      figures,
      breakdowns: [
        {
          title: "initial",
          phases: {
            ...phasesOf(firsts.map(({ run }) => run)),
            "COPY and INSERT": median(firsts.map(({ copyMs }) => copyMs)),
          },
        },
        { title: "nochange", phases: { ...phasesOf(nights.map(({ run }) => run)), "papaparse alone": papa } },
        { title: "same_bytes", phases: { ...phasesOf(again), "reading and hashing": hashMs } },
        { title: "delta", phases: phasesOf(changed) },
      ],
    };
  },
};

function startWorker({ house }: Bench) {
  return startChild<WorkerOrders>("tests/bench/worker.ts", house.env);
}

async function first(bench: Bench, site: Site) {
  const { house, file, rows } = bench;
  await emptyTables(house.sql);
  await settle(house.sql);
  const run = await syncFile(site, file, { created: rows });
  await site.worker.ask("rest", null);
  await checkUsers(site, file);
  return { run, copyMs: await copyUsers(house) };
}

async function quiet({ house, rows }: Bench, site: Site, round: number) {
  const file = await quotedFile(house.folder, rows, round);
  await settle(house.sql);
  const before = await rowsWritten(site);
  const run = await syncFile(site, file);
  await site.worker.ask("rest", null);
  return { run, written: (await rowsWritten(site)) - before };
}

function quotedFile(folder: string, rows: number, round: number): Promise<PeopleFile> {
  return writePeople(folder, rows, { quoted: round });
}

/** Rows that were inserted, updated or deleted in tables that have rows for each user. */
async function rowsWritten({ sql }: Site): Promise<number> {
  await sql`select pg_stat_clear_snapshot()`;
  const [row] = await sql<{ n: number }[]>`
    select sum(n_tup_ins + n_tup_upd + n_tup_del)::float8 as n from pg_stat_user_tables
    where relname in ('users', 'user_edits', 'changes')`;
  return row?.n ?? Number.NaN;
}

async function same({ house, rows }: Bench, site: Site, round: number): Promise<Ended> {
  const file = await quotedFile(house.folder, rows, round);
  const run = await syncFile(site, file);
  must(run.phases.plan === undefined, "the same bytes were planned again");
  return run;
}

async function hashing({ file, rounds }: Bench): Promise<number> {
  const yardstick = startChild<YardstickOrders>("tests/bench/yardstick.ts", { NODE_ENV: "production" });
  const times = await inRounds(rounds, () => yardstick.ask("hash", { path: file.path }));
  await yardstick.end();
  return median(times.map(({ ms }) => ms));
}

async function delta({ house, rows }: Bench, site: Site, night: number): Promise<Ended> {
  const file = await writePeople(house.folder, rows, { nights: night });
  await settle(house.sql);
  const run = await syncFile(site, file, changesOfNight(rows, night));
  await checkUsers(site, file);
  return run;
}

/** The same with a tenth of the rows, by a worker of its own. */
async function smallPeak(bench: Bench): Promise<number> {
  const { house } = bench;
  const rows = Math.max(200, Math.round(bench.rows / 10));
  const place = await makePlace(house.sql);
  const site: Site = {
    sql: house.sql,
    place,
    dataDir: house.env.ROLLCALL_DATA_DIR ?? "",
    worker: startWorker(bench),
  };
  const file = await writePeople(house.folder, rows);
  await first({ ...bench, rows, file }, site);
  await quiet({ ...bench, rows }, site, 0);
  await delta({ ...bench, rows }, site, 1);
  const { peakMb } = await site.worker.ask("rest", null);
  await site.worker.end();
  return peakMb;
}

function phasesOf(runs: readonly Ended[]): Record<string, number> {
  const names = Object.keys(runs[0]?.phases ?? {});
  const phases = names.map((name) => [name, median(runs.map((run) => run.phases[name] ?? 0))] as const);
  return { ...Object.fromEntries(phases), whole: median(runs.map(({ ms }) => ms)) };
}
