import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { OLD, type TestServer } from "../../support/sftp-server";
import { oracle } from "../crash-files";
import { differenceTo, usersOf } from "../crash-users";
import type { Clients } from "./clients";
import type { Place } from "./places";

export type Tools = {
  sql: postgres.Sql;
  server: TestServer;
  clients: Clients;
  /** The server action that starts an upload, as the build calls it. */
  startUploadAction: string;
  say: (line: string) => void;
};

type Run = { id: string; state: string; trigger: string; failure: { code: string } | null };

/** Longer than the sweep leaves a queued run alone whose event was lost with its process. */
const RUN_MS = 240_000;
const DONE = ["succeeded", "succeeded_with_issues"];
/** No list at all: the columns that each has to have are missing. */
const NONSENSE = "Colour,Size\nred,1\n";

/** One list, from its file to the users: each kind of place has its ways. Throws when it becomes anything else. */
export async function playRound(place: Place, tools: Tools): Promise<void> {
  const before = new Set((await runsOf(place, tools)).map(({ id }) => id));
  const fresh = async () => (await runsOf(place, tools)).filter(({ id }) => !before.has(id));
  if (place.kind === "night") await night(place, tools, fresh);
  if (place.kind === "upload") await upload(place, tools);
  if (place.kind === "drop") await drop(place, tools, fresh);
  await requireUsers(place, tools);
}

type Fresh = () => Promise<Run[]>;

async function night(place: Place, tools: Tools, fresh: Fresh): Promise<void> {
  const { server, sql, clients } = tools;
  const { random } = place;
  // The second list of each place is one that fails, and later ones now and then.
  const isBad = place.applied.length > 0 && (place.failures.raised === 0 || random.chance(0.15));
  const file = isBad ? NONSENSE : place.files.next();
  server.files.set(place.path, { bytes: Buffer.from(file), modifiedAt: OLD });
  if (random.chance(0.6)) {
    await sql`update syncs set next_run_at = now() where id = ${place.syncId}`;
    const found = await waitFor(place, tools, async () => (await fresh())[0] ?? null);
    place.expected.set(found.id, "schedule");
    await ends(place, tools, found.id, isBad ? "failed" : "applied");
  } else {
    const { id } = await clients.api(place, "POST", `/syncs/${place.syncId}/runs`, { body: "{}" });
    place.expected.set(String(id), "manual");
    await ends(place, tools, String(id), isBad ? "failed" : "applied");
  }
  const { failures } = place;
  if (isBad && !failures.isOpen) failures.raised += 1;
  if (!isBad && failures.isOpen) failures.cleared += 1;
  failures.isOpen = isBad;
  // Each change of state is told by itself, as between two nights.
  await waitFor(place, tools, async () => {
    const [told] = await sql<{ raised: number; cleared: number }[]>`
      select count(*) filter (where transition = 'raised')::int as raised,
             count(*) filter (where transition = 'cleared')::int as cleared
      from alert_notices n join alerts a on a.id = n.alert_id where a.sync_id = ${place.syncId}`;
    return told?.raised === failures.raised && told.cleared === failures.cleared ? told : null;
  });
  if (!isBad) place.applied.push(file);
}

async function upload(place: Place, tools: Tools): Promise<void> {
  const { clients } = tools;
  const file = place.files.next();
  const runId = place.random.chance(0.5)
    ? await uploadByApi(place, tools, file)
    : await uploadByPage(place, tools, file);
  place.expected.set(runId, "upload");
  await ends(place, tools, runId, "held");
  const { planHash } = await clients.api(place, "GET", `/runs/${runId}`);
  const headers = { "if-match": `"${planHash}"` };
  await clients.api(place, "POST", `/runs/${runId}/approve`, { body: "{}", headers });
  await ends(place, tools, runId, "applied");
  place.applied.push(file);
}

async function uploadByApi(place: Place, { clients }: Tools, file: string): Promise<string> {
  const { id: fileId } = await clients.api(place, "PUT", "/files/people.csv", { body: file });
  const body = JSON.stringify({ syncId: place.syncId, importMode: "full_list" });
  const { id } = await clients.api(place, "POST", `/files/${fileId}/preview`, { body });
  return String(id);
}

/** A person sees whether it worked, and presses the button again if it did not. */
async function uploadByPage(
  place: Place,
  { clients, sql, startUploadAction }: Tools,
  file: string,
): Promise<string> {
  const { customer, ctx, syncId } = place;
  const uploadId = await clients.upload(place, file);
  const scope = { org: customer.slug, workspace: ctx.slug };
  const input = { uploadId, syncId, mode: "complete", encoding: "utf-8", delimiter: "," };
  const page = `/${customer.slug}/${ctx.slug}/upload`;
  return clients.insist("start of an upload", async () => {
    const answer = await clients.act(customer, page, startUploadAction, [scope, input]);
    const [, runId] = /"runId":"([0-9a-f-]{36})"/.exec(answer ?? "") ?? [];
    if (runId) return runId;
    await sleep(1_000);
    const [row] = await sql<{ id: string }[]>`select id from runs where upload_id = ${uploadId}`;
    if (!row && answer !== undefined) throw new Error(`The action answered: ${answer.slice(0, 400)}`);
    return row?.id ?? null;
  });
}

async function drop(place: Place, tools: Tools, fresh: Fresh): Promise<void> {
  const { clients, sql } = tools;
  const file = place.files.next();
  const sent = await clients.place(place, file, place.random.chance(0.7) ? "sftp" : "https");
  place.resent += sent - 1;
  const runs = await waitFor(place, tools, async () => {
    // Files of a drop are read after a quiet minute: it is over now.
    await sql`update syncs set arrived_at = arrived_at - interval '61 seconds'
              where id = ${place.syncId} and arrived_at > now() - interval '60 seconds'`;
    const found = await fresh();
    const [row] = await sql<{ isQuiet: boolean }[]>`
      select arrived_at is null as "isQuiet" from syncs where id = ${place.syncId}`;
    const isOver = found.every(({ state }) => !["queued", "running"].includes(state));
    return row?.isQuiet && isOver && found.length > 0 ? found : null;
  });
  for (const { id, state } of runs)
    place.expected.set(id, state === "no_change" ? "arrival again" : "arrival");
  const applied = runs.filter(({ state }) => state !== "no_change");
  if (applied.length !== 1 || !DONE.includes(applied[0]?.state ?? ""))
    throw new Error(`One file of a drop became ${JSON.stringify(runs)}.`);
  place.applied.push(file);
}

async function ends(
  place: Place,
  tools: Tools,
  runId: string,
  how: "applied" | "failed" | "held",
): Promise<void> {
  const run = await waitFor(place, tools, async () => {
    const found = (await runsOf(place, tools)).find(({ id }) => id === runId);
    if (!found || ["queued", "running"].includes(found.state)) return null;
    // It was held a moment ago, and its approval is on its way.
    return how === "applied" && found.state === "held" && place.kind === "upload" ? null : found;
  });
  const isRight = how === "applied" ? DONE.includes(run.state) : run.state === how;
  if (!isRight)
    throw new Error(`A run that should have ${how} is ${run.state}: ${JSON.stringify(run.failure)}`);
}

async function waitFor<T>(place: Place, tools: Tools, look: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + RUN_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > end)
      throw new Error(`It took too long. Its runs: ${JSON.stringify(await runsOf(place, tools))}`);
    await sleep(150);
  }
}

async function runsOf({ syncId }: Place, { sql }: Tools): Promise<Run[]> {
  const rows = await sql<Run[]>`
    select id, state, trigger, failure from runs where sync_id = ${syncId} order by created_at`;
  return [...rows];
}

/** Users are those of the lists applied so far, each written as often as the lists say. */
export async function requireUsers(place: Place, { sql }: Pick<Tools, "sql">): Promise<void> {
  const found = await usersOf(sql, { workspaceId: place.ctx.workspaceId, syncId: place.syncId });
  const wrong = differenceTo(found, oracle(place.applied, place.fields).people);
  if (wrong.length > 0) throw new Error(`Users are not those of the lists:\n  ${wrong.join("\n  ")}`);
}
