import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { afterAll, expect } from "vitest";
import type { WorkspaceCtx } from "@/lib/context";
import { sendRunRequested } from "@/lib/jobs/send";
import type { RunRef } from "@/lib/model/run-ref";
import { createRemoteSource } from "@/lib/remote-sources/create";
import { finishRun } from "@/lib/runs/finish-run";
import { requestRun } from "@/lib/runs/request-run";
import { testDb } from "../support/db";
import { NO_GUARDS, queueFile, work } from "../support/pipeline";
import { OLD, PASSWORD, startTestServer, USERNAME } from "../support/sftp-server";
import { everythingSpooled } from "../support/spool";
import { mintSync, mintTenant, mintUser, mintWorkspace } from "../support/tenant";
import { until } from "../support/until";
import { mintFields } from "./crash-fields";
import { AFTER, BEFORE, FIRST, ISSUES_OF_AFTER, type Oracle, oracle } from "./crash-files";
import { differenceTo, usersOf } from "./crash-users";

/** A workspace whose users are those of `BEFORE`, and a sync that finds `AFTER` when it looks next. */
export type Place = { ctx: WorkspaceCtx; syncId: string; path: string; before: Oracle; after: Oracle };

export type Source = "server" | "upload";

/** Users of a workspace that no sync of it may touch. */
const OTHERS = ["by hand|active|1|hand@x.io|By|Hand||||", "other sync|active|1|other@x.io|Other|Sync||||"];

/** What all crash tests stand on: a server with files, workspaces, and a look at everything that could be left behind. */
export async function openLab() {
  const { sql } = testDb();
  const files = await startTestServer();
  afterAll(() => files.stop());
  const { ctx: org } = await mintTenant();
  const login = {
    kind: "sftp" as const,
    host: "127.0.0.1",
    port: files.port,
    username: USERNAME,
    authKind: "password" as const,
  };
  const secret = { password: PASSWORD, privateKey: "", passphrase: "" };
  const { id: remoteSourceId } = await createRemoteSource(org, { name: "HR", ...login, ...secret });

  async function prepare(): Promise<Place> {
    const ctx = await mintWorkspace(org);
    const fields = await mintFields(ctx);
    const path = `${randomUUID()}.csv`;
    const sync = await mintSync(ctx, { remoteSourceId, path, guardSettings: NO_GUARDS });
    await mintUser(ctx, { email: "hand@x.io", firstName: "By", lastName: "Hand" });
    const other = await mintSync(ctx, { name: "Other", guardSettings: NO_GUARDS });
    await mintUser(ctx, {
      syncId: other.id,
      externalId: `${other.id}#other sync`,
      email: "other@x.io",
      firstName: "Other",
      lastName: "Sync",
    });
    const place: Place = {
      ctx,
      syncId: sync.id,
      path,
      before: oracle([FIRST, BEFORE], fields),
      after: oracle([FIRST, BEFORE, AFTER], fields),
    };
    for (const file of [FIRST, BEFORE]) {
      const ref = await queueFile(ctx, sync.id, file);
      await work(ctx, ref);
      await finishRun(ref);
    }
    files.files.set(path, { bytes: Buffer.from(AFTER), modifiedAt: OLD });
    expect(await standing(place)).toBe("old");
    return place;
  }

  /** Asks for a run that brings `AFTER`. */
  async function request(place: Place, source: Source = "server"): Promise<RunRef> {
    const { ctx, syncId } = place;
    if (source === "upload") {
      const ref = await queueFile(ctx, syncId, AFTER);
      await sendRunRequested(ref, 0);
      return ref;
    }
    const { runId } = await requestRun(ctx, { syncId, trigger: "manual" });
    return { orgId: ctx.orgId, workspaceId: ctx.workspaceId, syncId, runId };
  }

  const look = ({ ctx, syncId }: Place) => usersOf(sql, { workspaceId: ctx.workspaceId, syncId });

  /** `old` or `new`; throws, with what is wrong, at anything between or beside. */
  async function standing(place: Place): Promise<"old" | "new"> {
    const [good] = await sql<{ isReal: boolean }[]>`
      select r.state in ('succeeded', 'succeeded_with_issues', 'no_change') as "isReal" from syncs s left join runs r on r.id = (s.baseline->>'runId')::uuid
      where s.id = ${place.syncId}`;
    expect(good, "the last good run has come to a good end").toEqual({ isReal: true });
    const users = await look(place);
    if (differenceTo(users, expected(place.before)).length === 0) return "old";
    expect(differenceTo(users, expected(place.after)), "neither the old users nor those of the file").toEqual(
      [],
    );
    return "new";
  }

  /** Waits until the jobs have nothing to do any more; all the while everything is old, or from some moment on new. */
  async function untilIdle(place: Place): Promise<void> {
    let stood: "old" | "new" = "old";
    await until(async () => {
      const stands = await standing(place);
      if (stood === "new") expect(stands, "what was applied is gone again").toBe("new");
      stood = stands;
      const [row] = await sql<{ busy: boolean }[]>`
        select exists (select from job_runs where state = 'running')
            or exists (select from job_events where routed_at is null) as busy`;
      return row?.busy === false;
    });
  }

  /** The server takes its time, or no longer. */
  const slow = (isSlow: boolean) => {
    files.faults.readDelayMs = isSlow ? 4_000 : 0;
  };

  return { sql, prepare, request, slow, look, standing, untilIdle, ...checks(sql) };
}

function expected({ people }: Oracle): string[] {
  return [...people, ...OTHERS].sort();
}

function checks(sql: postgres.Sql) {
  /** The run of `AFTER` has come to its end by itself, once, and left nothing but its result. */
  async function expectDone(place: Place, { runId, syncId }: RunRef): Promise<void> {
    const { kinds, read } = place.after;
    const { create: created, update: updated, remove: removed, restore: restored } = kinds;
    const [run] = await sql`select * from runs where id = ${runId}`;
    expect(run).toMatchObject({
      state: "succeeded_with_issues",
      phase: null,
      lease_until: null,
      failure: null,
    });
    expect(run?.counts).toMatchObject({ read, created, updated, removed, restored, errors: 1, warnings: 1 });
    const lines = await sql<{ kind: string; n: number; ids: number }[]>`
      select kind, count(*)::int as n, count(distinct csv_id)::int as ids from changes
      where run_id = ${runId} and status = 'planned' group by kind`;
    const once = Object.entries(kinds).map(([kind, n]) => ({ kind, n, ids: n }));
    expect([...lines], "the stored plan").toEqual(expect.arrayContaining(once));
    expect(lines).toHaveLength(once.length);
    const issues = await sql<{ text: string }[]>`
      select concat(severity, ' ', csv_id::int) as text from issues where run_id = ${runId} order by id`;
    expect(issues.map(({ text }) => text).sort(), "the stored issues").toEqual(ISSUES_OF_AFTER);
    const [sync] = await sql`select baseline->>'runId' as good from syncs where id = ${syncId}`;
    expect(sync, "the last good run").toEqual({ good: runId });
    await expectJobs(runId, ["completed"]);
  }

  /** Whether rows were spared, and the prints of the run are the sync's, and no others are there. */
  async function expectPrints({ runId, syncId }: RunRef, isSparing: boolean): Promise<void> {
    const [run] = await sql<{ spared: boolean }[]>`
      select rows_spared > 0 as spared from runs where id = ${runId}`;
    expect(run, "rows that were not read").toEqual({ spared: isSparing });
    const prints = await sql`select distinct run_id, is_current from sync_prints where sync_id = ${syncId}`;
    expect([...prints], "prints").toEqual([{ run_id: runId, is_current: true }]);
  }

  /** One job, at its end, for each time the run was asked for; none that only gave way to another run of the sync. */
  async function expectJobs(runId: string, states: string[]): Promise<void> {
    const jobs = await sql<{ state: string }[]>`
      select state from job_runs where event->'data'->>'runId' = ${runId} and function_id = 'rollcall-sync-run'
        and result->>'next' is distinct from 'wait'`;
    expect(jobs.map(({ state }) => state)).toEqual(states);
  }

  /** Nothing is held or lies about: no locks, transactions, files or open runs, nothing of processes that are gone. */
  async function expectClean(gone: readonly string[] = []): Promise<void> {
    const left = async () => {
      const rows = await sql<{ what: string }[]>`
        select 'advisory lock' as what from pg_locks where locktype = 'advisory'
        union all select 'open transaction of ' || application_name from pg_stat_activity
          where datname = current_database() and state like 'idle in transaction%'
        union all select 'connection of ' || application_name from pg_stat_activity
          where application_name = any(${[...gone]}::text[])
        union all select 'run ' || state from runs where state in ('queued', 'running')
        union all select 'job call' from job_calls
        union all select 'plan or issues of a run without an end' from runs r where r.finished_at is null
          and (exists (select from changes where run_id = r.id) or exists (select from issues where run_id = r.id))`;
      return [...rows.map(({ what }) => what), ...(await everythingSpooled())];
    };
    let found: string[] = [];
    await until(async () => {
      found = await left();
      return found.length === 0;
    }, 60_000).catch(() => undefined);
    expect(found, "left behind").toEqual([]);
  }

  return { expectDone, expectJobs, expectClean, expectPrints };
}
