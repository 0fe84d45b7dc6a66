import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { freePort } from "@/lib/runtime/free-port";
import { testDb } from "../support/db";
import { startMailServer } from "../support/mail-server";
import { startReceiver } from "../support/receiver";
import { E2E_DIST_DIR } from "../support/rollcall";
import { startTestServer } from "../support/sftp-server";
import { s3 } from "../support/spool-on-s3";
import { startBalancer } from "./soak/balancer";
import { checkEnd, checkLeft, untilQuiet } from "./soak/checks";
import { openClients } from "./soak/clients";
import { type Done, lacking, noKills } from "./soak/enough";
import { randomOf } from "./soak/files";
import { killInTurn } from "./soak/kills";
import { openMachines } from "./soak/machines";
import { mintCustomers } from "./soak/places";
import { playRound, type Tools } from "./soak/rounds";

// Two web processes, two workers and two SFTP servers on one database and one bucket, killed one after the other while
// nights, uploads and drops go on.

const SECONDS = Number(process.env.SOAK_SECONDS || 75);
const SEED = Number(process.env.SOAK_SEED || Date.now() % 1_000_000);
const CUSTOMERS = SECONDS > 60 ? 2 : 1;
const EACH = SECONDS > 300 ? 3 : 1;
const BUILD_MS = 900_000;
/** How much longer it may take than asked for until it has done enough. */
const LONGER_MS = 180_000 + SECONDS * 500;

const { sql, url, ownerUrl } = testDb();
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const closing: (() => Promise<void>)[] = [];
const journal: string[] = [];
const begun = Date.now();
const say = (line: string) =>
  journal.push(`${((Date.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

test(`two of each, killed in turn for ${SECONDS} seconds: nothing twice, nothing lost`, {
  timeout: BUILD_MS + SECONDS * 1_000 + LONGER_MS + 900_000,
}, async () => {
  try {
    process.stdout.write(`${await soak()}\n`);
  } catch (error) {
    process.stdout.write(`The seed was ${SEED}. What happened:\n${journal.slice(-150).join("\n")}\n`);
    throw error;
  }
});

async function soak(): Promise<string> {
  const server = await startTestServer();
  const receiver = await startReceiver();
  // As far away as one on the internet.
  receiver.answer((_, answer) => setTimeout(() => answer.writeHead(204).end(), 100));
  const mails = await startMailServer();
  closing.push(
    () => server.stop(),
    () => receiver.close(),
    () => mails.stop(),
  );
  const ports = { web: [await freePort(), await freePort()], drop: [await freePort(), await freePort()] };
  const web = await startBalancer(ports.web);
  const drops = await startBalancer(ports.drop);
  closing.push(
    () => web.stop(),
    () => drops.stop(),
  );
  const origin = `http://127.0.0.1:${web.port}`;
  const machines = await openMachines(environment({ origin, dropPort: drops.port, smtp: mails.url }), ports);
  closing.push(() => machines.stop());
  say("all machines are up");

  const places = await mintCustomers(CUSTOMERS, EACH, {
    sftpPort: server.port,
    hook: receiver.url,
    seed: SEED,
  });
  const clients = openClients({ web: origin, dropPort: drops.port });
  const tools: Tools = { sql, server, clients, say, startUploadAction: await actionId("startUploadAction") };
  const rounds = { night: 0, upload: 0, drop: 0 };
  const kills = noKills(machines.all);
  const done = (): Done => ({
    ...{ kills, rounds, failures: places.reduce((sum, { failures }) => sum + failures.raised, 0) },
    ...clients.told,
  });
  const end = Date.now() + SECONDS * 1_000;
  const stop = new AbortController();
  // On a slow machine it goes on until it has done enough.
  const isOver = () =>
    stop.signal.aborted ||
    (Date.now() > end && (lacking(done(), SECONDS).length === 0 || Date.now() > end + LONGER_MS));
  const hurrying = hurry();
  closing.push(() => hurrying.stop());
  const stopping = (error: unknown): never => {
    stop.abort();
    throw error;
  };
  const killing = killInTurn(machines, {
    ...{ sql, clients, kills, say, isOver, random: randomOf(SEED) },
  }).catch(stopping);
  const playing = places.map(async (place) => {
    for (let n = 1; !isOver(); n++) {
      await playRound(place, tools).catch((error) =>
        stopping(new Error(`${place.kind} of sync ${place.syncId}, round ${n}`, { cause: error })),
      );
      rounds[place.kind] += 1;
      say(`${place.kind} ${place.syncId.slice(0, 6)}: round ${n}`);
      await sleep(place.random.upTo(1_500));
    }
  });
  await Promise.all([killing, ...playing]);
  say("no more kills and no more rounds");
  expect(lacking(done(), SECONDS), "a soak that did too little").toEqual([]);
  await untilQuiet({ sql });
  const figures = await checkEnd({ sql, places, receiver, mails });
  await hurrying.stop();
  await machines.stop();
  const { orphans } = await checkLeft({ sql });
  const applied = machines.all.filter(({ part }) => part === "worker").map((worker) => worker.applied.size);
  expect(Math.min(...applied), "runs that each worker has applied").toBeGreaterThan(0);
  const shares = [web, drops].map(({ taken }) => [...taken.values()]);
  expect(Math.min(...shares.flat()), "connections that each process has taken").toBeGreaterThan(0);
  expect(s3.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThan(figures.files / 2);
  return JSON.stringify({
    seed: SEED,
    seconds: SECONDS,
    kills: { ...kills, byMachine: Object.fromEntries(kills.byMachine) },
    rounds,
    ...figures,
    ...clients.told,
    orphans,
    applied,
    shares,
  });
}

type Address = { origin: string; dropPort: number; smtp: string };

/** What all machines have in common. */
function environment({ origin, smtp }: Address): Record<string, string> {
  const { ROLLCALL_SESSION_SECRET = "", ROLLCALL_SECRETS_KEYS = "", ROLLCALL_JOBS_KEY = "" } = process.env;
  return {
    ...{ DATABASE_URL: ownerUrl, DATABASE_APP_URL: url, ROLLCALL_URL: origin, SMTP_URL: smtp },
    ...{ ROLLCALL_SESSION_SECRET, ROLLCALL_SECRETS_KEYS, ROLLCALL_JOBS_KEY },
    ...{ EGRESS_ALLOW: "127.0.0.1/32", FILE_WAIT_SECONDS: "5", UPLOADS_PER_DAY_MAX: "100000" },
  };
}

/** What an action is called in the pages that were built. */
async function actionId(name: string): Promise<string> {
  const file = join(PROJECT, E2E_DIST_DIR, "server/server-reference-manifest.json");
  const { node } = JSON.parse(await readFile(file, "utf8")) as {
    node: Record<string, { exportedName: string }>;
  };
  const [id] = Object.entries(node).find(([, { exportedName }]) => exportedName === name) ?? [];
  if (!id) throw new Error(`The build has no action ${name}.`);
  return id;
}

/** What is looked at every minute is looked at every two seconds. */
function hurry(): { stop: () => Promise<void> } {
  let isOver = false;
  const hurrying = (async () => {
    while (!isOver) {
      await sql`update job_crons set next_at = now() where next_at > now() and
                id ~ '^rollcall-(sync-schedule|sync-sweep|webhook-sweep) '`;
      await sleep(2_000);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await hurrying;
    },
  };
}
