import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { PROJECT, scriptCommand } from "@/lib/runtime/project";
import { must } from "./bench";
import type { Child } from "./child";
import type { PeopleFile } from "./people-file";
import type { WavePlace } from "./wave-places";
import type { ServerOrders } from "./wave-server";

/** What a night's file of a workspace has to come to. */
export type Expected = { created: number; updated: number; removed: number };

export type Wave = {
  sql: postgres.Sql;
  server: Child<ServerOrders>;
  places: readonly WavePlace[];
  file: PeopleFile;
  expected: Expected;
  /** Files are never older than the ones before. */
  night: number;
};

/** How long one wave may take. */
const PATIENCE_MS = 20 * 60_000;

/** Syncs that are due in the same minute. Milliseconds from when the first was queued until a run, and all, have ended. */
export async function wave({ sql, server, places, file, expected, night }: Wave) {
  const modifiedAt = new Date(Date.parse("2026-01-05T04:00:00Z") + night * 60_000).toISOString();
  await server.ask("put", { file: file.path, paths: places.map(({ path }) => path), modifiedAt });
  const ids = places.map(({ syncId }) => syncId);
  const [begun] = await sql<{ at: string }[]>`select clock_timestamp()::text as at`;
  await sql.begin(async (tx) => {
    await tx`update syncs set next_run_at = now(), last_file = null where id = any(${ids})`;
    await tx`update job_crons set next_at = now() where id like '%sync-schedule%'`;
  });
  const runs = await ended(sql, begun?.at ?? "", ids);
  for (const { state, counts } of runs) {
    const right = state === "succeeded" && counts?.read === file.rows && counts.errors === 0;
    const same = Object.entries(expected).every(([what, count]) => counts?.[what] === count);
    must(right && same, `a run of the wave ended as ${state}, ${JSON.stringify(counts)}`);
  }
  return {
    ms: Math.max(...runs.map((run) => run.ms)),
    of: (place: WavePlace) => runs.find(({ syncId }) => syncId === place.syncId)?.ms ?? Number.NaN,
  };
}

type Row = { syncId: string; state: string; counts: Record<string, number> | null; ms: number };

async function ended(sql: postgres.Sql, since: string, ids: readonly string[]): Promise<Row[]> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(250)) {
    const [open] = await sql<{ jobs: number; runs: number }[]>`
      select (select count(*) from job_runs where state = 'running' and function_id = 'rollcall-sync-run')::int as jobs,
             (select count(*) from runs where finished_at is not null and created_at >= ${since}::timestamptz)::int as runs`;
    if (open?.runs !== ids.length || open.jobs > 0) continue;
    return await sql<Row[]>`
      select sync_id as "syncId", state, counts,
             1000 * extract(epoch from finished_at - min(created_at) over ())::float8 as ms
      from runs where created_at >= ${since}::timestamptz and sync_id = any(${[...ids]})`;
  }
  throw new Error("A wave did not come to its end.");
}

export type WaveWorker = { end: () => Promise<void> };

/** The worker process of an installation, as its supervisor starts it. */
export async function startWorker(
  sql: postgres.Sql,
  env: Readonly<Record<string, string>>,
): Promise<WaveWorker> {
  const [before] = await sql<
    { n: number }[]
  >`select count(*)::int as n from pg_stat_activity where application_name = 'rollcall-worker'`;
  const child: ChildProcess = spawn(process.execPath, scriptCommand("inngest/worker.ts"), {
    cwd: PROJECT,
    env: { PATH: process.env.PATH, ...env, EGRESS_ALLOW: "127.0.0.1" } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for (const end = Date.now() + 60_000; ; await sleep(100)) {
    const [now] = await sql<
      { n: number }[]
    >`select count(*)::int as n from pg_stat_activity where application_name = 'rollcall-worker'`;
    if ((now?.n ?? 0) > (before?.n ?? 0)) break;
    must(Date.now() < end && child.exitCode === null, "the worker did not start");
  }
  return {
    end: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}
