import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/metrics/route";
import { recordHeartbeat } from "@/lib/db/record-heartbeat";
import { exposeMetrics } from "@/lib/metrics/expose";
import { testDb } from "../support/db";
import { metricsAsked, queriesOfAlerts, queriesOfDashboard, seriesTold } from "../support/metric-queries";
import { csv, NO_GUARDS, runFile } from "../support/pipeline";
import { mintWebhookThings } from "../support/tenancy/webhook-things";
import { mintSync, mintTenant, mintWorkspace } from "../support/tenant";

const { db, sql } = testDb();

/** Series -> value. */
async function scrape(syncsMax = 500): Promise<Record<string, number>> {
  const { text } = await exposeMetrics(db, syncsMax);
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}

async function place(guardSettings = {}) {
  const tenant = await mintTenant();
  const ws = await mintWorkspace(tenant.ctx);
  return { ws, syncId: (await mintSync(ws, { guardSettings: { ...NO_GUARDS, ...guardSettings } })).id };
}

beforeEach(async () => {
  await sql`delete from heartbeats`;
  await sql`truncate job_calls, job_runs, job_steps`;
  await sql`update runs set finished_at = now() - interval '2 hours' where finished_at is not null`;
  await sql`delete from runs where state in ('held', 'queued', 'running')`;
});

test("without METRICS_TOKEN there is no such address", async () => {
  const response = await GET(new Request("http://localhost/api/metrics"));
  expect(response.status).toBe(404);
});

test("runs are counted over all organizations, by how they ended, with their rows and phases", async () => {
  const [one, two] = [await place(), await place({ removals: { atLeast: 1, percent: 1 } })];
  await runFile(one.ws, one.syncId, csv("1,a@x.io,A,,", "2,b@x.io,B,,"));
  await runFile(two.ws, two.syncId, csv("1,c@x.io,C,,", "2,d@x.io,D,,", "3,e@x.io,E,,"));
  await runFile(two.ws, two.syncId, csv("1,c@x.io,C,,"));
  const seen = await scrape();
  expect(seen).toMatchObject({
    'rollcall_runs{state="held"}': 1,
    'rollcall_runs{state="running"}': 0,
    'rollcall_runs_finished_1h{state="succeeded"}': 2,
    'rollcall_runs_finished_1h{state="failed"}': 0,
    'rollcall_run_rows_1h{outcome="read"}': 5,
    'rollcall_run_rows_1h{outcome="created"}': 5,
  });
  expect(seen["rollcall_pending_plan_oldest_seconds"]).toBeGreaterThanOrEqual(0);
  expect(seen["rollcall_pending_plan_oldest_seconds"]).toBeLessThan(60);
  expect(seen['rollcall_run_seconds_1h{phase="apply"}']).toBeGreaterThan(0);
  expect(seen['rollcall_run_seconds_1h{phase="plan"}']).toBeGreaterThan(0);
});

test("what is older than an hour is not in the sums of the last hour", async () => {
  const { ws, syncId } = await place();
  const { id } = await runFile(ws, syncId, csv("1,a@x.io,A,,"));
  expect(await scrape()).toMatchObject({ 'rollcall_runs_finished_1h{state="succeeded"}': 1 });
  await sql`update runs set finished_at = now() - interval '61 minutes' where id = ${id}`;
  expect(await scrape()).toMatchObject({ 'rollcall_runs_finished_1h{state="succeeded"}': 0 });
});

test("of syncs with a schedule the last success is told, of the ones for which it is longest ago", async () => {
  await sql`update syncs set paused = true`;
  const places = [await place(), await place(), await place()];
  for (const [at, { ws, syncId }] of places.entries()) {
    await sql`update syncs set paused = false, source_kind = 'remote', schedule_kind = 'daily' where id = ${syncId}`;
    const { id } = await runFile(ws, syncId, csv("1,a@x.io,A,,"));
    await sql`update runs set finished_at = to_timestamp(${1_000 * (at + 1)}) where id = ${id}`;
  }
  const told = async (most?: number) =>
    Object.entries(await scrape(most)).filter(([series]) => series.includes("last_success"));
  const series = (at: number) => `rollcall_sync_last_success_timestamp_seconds{sync="${places[at]?.syncId}"}`;
  expect(await told()).toEqual([
    [series(0), 1_000],
    [series(1), 2_000],
    [series(2), 3_000],
  ]);
  expect(await told(2)).toEqual([
    [series(0), 1_000],
    [series(1), 2_000],
  ]);
  await sql`update syncs set paused = true where id = ${places[0]?.syncId ?? ""}`;
  expect(await told(1)).toEqual([[series(1), 2_000]]);
});

test("the queue is told by what is due, running and planned, with the age of the oldest", async () => {
  const put = async (due: string, leased: string | null) => {
    const id = randomUUID();
    await sql`insert into job_runs (id, function_id, event, keys, limits) values (${id}, 'f', '{}', '{}', '{}')`;
    await sql`insert into job_calls (run_id, kind, keys, limits, due_at, leased_until)
      values (${id}, 'discover', '{}', '{}', now() + ${due}::interval, now() + ${leased}::interval)`;
  };
  await put("-90 seconds", null);
  await put("-30 seconds", "-5 seconds");
  await put("-10 minutes", "20 seconds");
  await put("5 minutes", null);
  const seen = await scrape();
  expect(seen).toMatchObject({
    'rollcall_queue_calls{status="due"}': 2,
    'rollcall_queue_calls{status="running"}': 1,
    'rollcall_queue_calls{status="later"}': 1,
  });
  expect(Math.round(seen.rollcall_queue_oldest_due_seconds ?? 0)).toBe(90);
});

test("processes are told by when they were last seen", async () => {
  await recordHeartbeat(db, "worker");
  await sql`update heartbeats set at = now() - interval '40 seconds'`;
  expect(Math.round((await scrape())['rollcall_heartbeat_age_seconds{process="worker"}'] ?? 0)).toBe(40);
});

test("nothing but Sync IDs names anything of a tenant", async () => {
  const { text } = await exposeMetrics(db, 500);
  const values = [...text.matchAll(/(\w+)="([^"]*)"/g)].filter(([, label]) => label !== "sync");
  expect(values.length).toBeGreaterThan(10);
  for (const [, , value = ""] of values) expect(value).toMatch(/^[a-z_]{1,24}$/);
});

test("of an installation at work, every query of the dashboard and the alert rules finds something", async () => {
  const tenant = await mintTenant();
  const { orgId } = tenant.ctx;
  const { ws, syncId } = await place({ removals: { atLeast: 1, percent: 1 } });
  await sql`update syncs set source_kind = 'remote', schedule_kind = 'daily' where id = ${syncId}`;
  await runFile(ws, syncId, csv("1,a@x.io,A,,", "2,b@x.io,B,,"));
  await runFile(ws, syncId, csv("1,a@x.io,A,,"));
  for (const [via, state] of [
    ["mail", "waiting"],
    ["mail", "sent"],
    ["mail", "failed"],
  ] as const)
    await sql`insert into alert_deliveries (org_id, about, via, account_id, state, ended_at)
      values (${orgId}, 'test', ${via}, ${tenant.accountId}, ${state}, ${state === "waiting" ? null : new Date()})`;
  await mintWebhookThings(tenant.ctx, `m${randomUUID().slice(0, 8)}`);
  await sql`insert into job_runs (id, function_id, event, keys, limits) values (${syncId}, 'f', '{}', '{}', '{}')`;
  await sql`insert into job_calls (run_id, kind, keys, limits) values (${syncId}, 'discover', '{}', '{}')`;
  for (const name of ["worker", "drop", "scheduler"]) await recordHeartbeat(db, name);

  const series = seriesTold((await exposeMetrics(db, 500)).text);
  const queries = [...queriesOfDashboard(), ...queriesOfAlerts()];
  expect(queries.length).toBeGreaterThan(20);
  for (const { of, expr } of queries)
    for (const { metric, by, where } of metricsAsked(expr)) {
      const found = series.filter(
        (each) =>
          each.metric === metric &&
          Object.entries(where).every(([label, value]) => each.labels[label] === value),
      );
      expect(found, `${of}: ${metric} ${JSON.stringify(where)}`).not.toEqual([]);
      for (const label of by)
        for (const { labels } of found) expect(Object.keys(labels), of).toContain(label);
    }
});

test("with 2,000 syncs, 100,000 runs and 10,000 calls waiting, an answer takes milliseconds", async () => {
  const { ws } = await place();
  const at = { org: ws.orgId, workspace: ws.workspaceId };
  await sql`insert into syncs (id, org_id, workspace_id, name, source_kind, mapping)
    select lpad(to_hex(n), 24, '0'), ${at.org}, ${at.workspace}, 'many', 'remote', '{}' from generate_series(1, 2000) n`;
  await sql`insert into runs (org_id, workspace_id, sync_id, state, trigger, requested_by_label, created_at, started_at, finished_at, counts, durations)
    select ${at.org}, ${at.workspace}, lpad(to_hex(1 + n % 2000), 24, '0'), 'no_change', 'schedule', 's',
      now() - n * interval '40 seconds', now() - n * interval '40 seconds', now() - n * interval '40 seconds',
      '{"read":1000}', '{"fetch":10,"plan":20}' from generate_series(0, 99999) n`;
  await sql`insert into job_runs (id, function_id, event, keys, limits) select 'm' || n, 'f', '{}', '{}', '{}' from generate_series(1, 10000) n`;
  await sql`insert into job_calls (run_id, kind, keys, limits) select 'm' || n, 'discover', '{}', '{}' from generate_series(1, 10000) n`;
  await sql`analyze runs, syncs, job_calls`;
  const times: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const begun = performance.now();
    const seen = await scrape();
    times.push(performance.now() - begun);
    expect(seen['rollcall_queue_calls{status="due"}']).toBe(10_000);
  }
  const median = times.sort((a, b) => a - b)[3] ?? 0;
  expect(median).toBeLessThan(400);
});
