import { addHours } from "date-fns";
import type postgres from "postgres";
import { expect } from "vitest";
import { removeOrphans, tendDrops } from "@/lib/drops/tend";
import { removeStaleUploads } from "@/lib/uploads/remove";
import type { MailServer } from "../../support/mail-server";
import { testDeps } from "../../support/pipeline";
import { eventsOf, type Receiver } from "../../support/receiver";
import { everythingSpooled } from "../../support/spool";
import { until } from "../../support/until";
import { type Kind, oracle } from "../crash-files";
import type { Place } from "./places";
import { requireUsers } from "./rounds";

type Given = { sql: postgres.Sql; places: readonly Place[]; receiver: Receiver; mails: MailServer };

/** Longer than the lease of a webhook whose worker has died. */
const QUIET_MS = 180_000;
const NEVER_TWICE = ["rollcall-sync-run", "rollcall-alert-notice", "rollcall-alert-delivery"];

/** Waits until nothing is under way any more: no run, no message, no job but those of schedules. */
export async function untilQuiet({ sql }: Pick<Given, "sql">): Promise<void> {
  let left: string[] = [];
  await until(async () => {
    const rows = await sql<{ what: string }[]>`
      select 'run ' || id || ' is ' || state as what from runs where state in ('queued', 'running')
      union all select 'job of ' || function_id from job_runs
        where state = 'running' and function_id = any(${NEVER_TWICE}::text[])
      union all select 'event without a route' from job_events where routed_at is null
      union all select 'delivery ' || state from alert_deliveries where state = 'waiting'
      union all select 'notice without a job' from alert_notices where handed_at is null
      union all select 'webhook with messages' from webhook_endpoints e where exists (
        select from outgoing_events o where o.org_id = e.org_id and (o.position is null or o.position + o.size - 1 > e.cursor))`;
    left = rows.map(({ what }) => what);
    return left.length === 0;
  }, QUIET_MS).catch(() => expect(left, "still under way").toEqual([]));
}

/** Nothing twice, nothing lost. Gives what there was of each. */
export async function checkEnd(given: Given) {
  const { sql, places } = given;
  for (const place of places) {
    await requireUsers(place, given);
    await checkRuns(given, place);
  }
  const events = await checkEvents(given);
  const mails = await checkMails(given);
  await checkRequests(given);
  const [runs] = await sql<{ n: number }[]>`select count(*)::int as n from runs`;
  return {
    runs: runs?.n ?? 0,
    files: places.reduce((sum, { applied }) => sum + applied.length, 0),
    ...events,
    ...mails,
  };
}

/** The runs of a place are those that something asked for, each once, and what they changed is what the lists say, once. */
async function checkRuns(
  { sql }: Given,
  { syncId, expected, kind, resent, applied, fields }: Place,
): Promise<void> {
  const rows = await sql<{ id: string; state: string; trigger: string; by: number }[]>`
    select id, state, trigger, (select count(*)::int from audit_log a where a.target_id = r.id::text
      and a.action in ('run.request', 'run.preview')) as by
    from runs r where sync_id = ${syncId} order by created_at`;
  const asked = [...expected].map(([id, how]) => `${id} ${how.replace(" again", "")}`).sort();
  expect(rows.map(({ id, trigger }) => `${id} ${trigger}`).sort(), `the runs of a ${kind}`).toEqual(asked);
  const again = rows.filter(({ state }) => state === "no_change").length;
  expect(again, "runs without a change").toBeLessThanOrEqual(resent);
  expect(
    rows.filter(({ by }) => by !== 1),
    "runs whose start is not written down once",
  ).toEqual([]);
  const found = await sql<{ kind: Kind; n: number }[]>`
    select c.kind, count(*)::int as n from changes c join runs r on r.id = c.run_id
    where r.sync_id = ${syncId} and r.applied_at is not null group by c.kind order by c.kind`;
  expect(Object.fromEntries(found.map((row) => [row.kind, row.n])), "all changes of all runs").toEqual(
    kindsOf({ applied, fields }),
  );
}

type Sums = Partial<Record<Kind, number>>;

/** How many users the lists create, update, remove and restore, one after the other. */
function kindsOf({ applied, fields }: Pick<Place, "applied" | "fields">): Sums {
  const sums: Sums = {};
  for (let at = 1; at <= applied.length; at++) {
    const { kinds } = oracle(applied.slice(0, at), fields);
    for (const kind of ["create", "update", "remove", "restore"] as const)
      if (kinds[kind] > 0) sums[kind] = (sums[kind] ?? 0) + kinds[kind];
  }
  return sums;
}

const TYPES: Readonly<Record<Kind, string>> = {
  ...{ create: "user.created", update: "user.updated", remove: "user.removed", restore: "user.restored" },
};

/** Every event has arrived, in order; one that arrived twice did so in the same message. */
async function checkEvents({ places, receiver }: Given): Promise<{ events: number; messagesAgain: number }> {
  const messages = new Map<string, string>();
  const seen = new Map<string, Map<string, string>>();
  let messagesAgain = 0;
  for (const message of receiver.received) {
    const org = message.path.split("/").at(-1) ?? "";
    const events = seen.get(org) ?? new Map<string, string>();
    seen.set(org, events);
    const ids = eventsOf(message).map(({ id }) => id);
    if (messages.has(message.id)) {
      messagesAgain += 1;
      expect(ids.join(), "a message that was sent again").toBe(messages.get(message.id));
      continue;
    }
    messages.set(message.id, ids.join());
    for (const { id, type } of eventsOf(message)) {
      expect(events.has(id), `event ${id} in two messages`).toBe(false);
      expect(Number(id), "events in order").toBe(events.size + 1);
      events.set(id, type);
    }
  }
  for (const org of new Set(places.map(({ customer }) => customer.orgId))) {
    const wanted: Record<string, number> = {};
    for (const place of places.filter(({ customer }) => customer.orgId === org))
      for (const [kind, n] of Object.entries(kindsOf(place))) {
        const type = TYPES[kind as Kind];
        wanted[type] = (wanted[type] ?? 0) + n;
      }
    const found: Record<string, number> = {};
    for (const type of seen.get(org)?.values() ?? []) found[type] = (found[type] ?? 0) + 1;
    expect(found, "events of an organization").toEqual(wanted);
  }
  const events = [...seen.values()].reduce((sum, each) => sum + each.size, 0);
  return { events, messagesAgain };
}

/** Every change of state was mailed; a mail that was sent twice is the same mail, which mail programs show once. */
async function checkMails({ sql, places, mails }: Given): Promise<{ mails: number; mailsAgain: number }> {
  const deliveries = await sql<{ state: string; n: number }[]>`
    select d.state, count(*)::int as n from alert_deliveries d group by d.state`;
  const told = places.reduce((sum, { failures }) => sum + failures.raised + failures.cleared, 0);
  expect([...deliveries], "deliveries of alerts").toEqual(told > 0 ? [{ state: "sent", n: told }] : []);
  const ids = mails.received.map(({ text }) => /^Message-ID: (.+?)\r?$/im.exec(text)?.[1] ?? "none");
  expect(new Set(ids).size, "mails").toBe(told);
  return { mails: told, mailsAgain: ids.length - told };
}

/** No request and no job has been left half done. */
async function checkRequests({ sql }: Given): Promise<void> {
  const left = await sql<{ what: string }[]>`
    select 'request without an answer: ' || key as what from api_requests where status is null
    union all select 'job that failed: ' || function_id || ' ' || coalesce(result->>'message', '') from job_runs
      where state = 'failed' and function_id = any(${NEVER_TWICE}::text[])`;
  expect(
    left.map(({ what }) => what),
    "left half done",
  ).toEqual([]);
}

/** After all processes have ended: no locks, no transactions, and in the spool what a drop still shows. */
export async function checkLeft({ sql }: Pick<Given, "sql">): Promise<{ orphans: number }> {
  const left = async () => {
    const rows = await sql<{ what: string }[]>`
      select 'advisory lock' as what from pg_locks where locktype = 'advisory' and database = (
        select oid from pg_database where datname = current_database())
      union all select 'connection of ' || application_name from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name like 'rollcall-%'
      union all select 'lease of a run' from runs where lease_until is not null and finished_at is not null`;
    return rows.map(({ what }) => what);
  };
  await until(async () => (await left()).length === 0, 20_000).catch(async () =>
    expect(await left(), "left behind").toEqual([]),
  );
  const before = await everythingSpooled();
  // What a process died over is given up after a while, and deleted after a day.
  const deps = { ...testDeps(), clock: () => addHours(new Date(), 25) };
  await tendDrops(deps);
  await removeStaleUploads(deps.clock());
  await removeOrphans(deps);
  const shown = await sql<{ key: string }[]>`
    select spool_key as key from drop_files where spool_key is not null order by spool_key`;
  expect(await everythingSpooled(), "files in the spool").toEqual(shown.map(({ key }) => key));
  return { orphans: before.length - shown.length };
}
