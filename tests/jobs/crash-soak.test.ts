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
import { type Random, randomOf } from "./soak/files";
import { type Machine, type Machines, noteApplied, openMachines } from "./soak/machines";
import { mintCustomers } from "./soak/places";
import { playRound, type Tools } from "./soak/rounds";

// Two web processes, two workers and two SFTP servers on one database and one bucket, killed one after the other while
// nights, uploads and drops go on.

const SECONDS = Number(process.env.SOAK_SECONDS || 75);
const SEED = Number(process.env.SOAK_SEED || Date.now() % 1_000_000);
const CUSTOMERS = 2;
const EACH = SECONDS > 300 ? 3 : 1;
/** Longer than the lease of a worker and shorter than that of a run: another takes its calls, and it comes back. */
const PAUSE_MS = 24_000;
const BUILD_MS = 900_000;

const { sql, url, ownerUrl } = testDb();
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const closing: (() => Promise<void>)[] = [];
const journal: string[] = [];
const begun = Date.now();
const say = (line: string) =>
  journal.push(`${((Date.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

afterAll(async () => {
  for (const close of closing.reverse()) await close();
}, 120_000);

test(`two of each, killed in turn for ${SECONDS} seconds: nothing twice, nothing lost`, {
  timeout: BUILD_MS + SECONDS * 1_000 + 900_000,
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
  const end = Date.now() + SECONDS * 1_000;
  const isOver = () => Date.now() > end;
  const hurrying = hurry();
  const stop = new AbortController();
  const kills = killInTurn(machines, randomOf(SEED), () => isOver() || stop.signal.aborted);
  const playing = places.map(async (place) => {
    for (let n = 1; !isOver() && !stop.signal.aborted; n++) {
      await playRound(place, tools).catch((error) => {
        stop.abort();
        throw new Error(`${place.kind} of sync ${place.syncId}, round ${n}`, { cause: error });
      });
      say(`${place.kind} ${place.syncId.slice(0, 6)}: round ${n}`);
      await sleep(place.random.upTo(1_500));
    }
  });
  const [killed] = await Promise.all([kills, ...playing]);
  say("no more kills and no more rounds");
  await untilQuiet({ sql });
  const figures = await checkEnd({ sql, places, receiver, mails });
  await hurrying.stop();

  await machines.stop();
  closing.pop();
  const { orphans } = await checkLeft({ sql });
  for (const machine of machines.all) noteApplied(machine);
  const applied = machines.all.filter(({ part }) => part === "worker").map((worker) => worker.applied.size);
  expect(Math.min(...applied), "runs that each worker has applied").toBeGreaterThan(0);
  const shares = [web, drops].map(({ taken }) => [...taken.values()]);
  expect(Math.min(...shares.flat()), "connections that each process has taken").toBeGreaterThan(0);
  expect(s3.requests.filter(({ method }) => method === "PUT").length).toBeGreaterThan(figures.files / 2);
  return JSON.stringify({
    seed: SEED,
    seconds: SECONDS,
    ...killed,
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

type Killed = { processes: number; machines: number; replaced: number; pauses: number };

/** One after the other, in an order that the seed decides: its process, the machine with all on it, or it only hangs. */
async function killInTurn({ all, ...how }: Machines, random: Random, isOver: () => boolean): Promise<Killed> {
  const killed: Killed = { processes: 0, machines: 0, replaced: 0, pauses: 0 };
  let turn: Machine[] = [];
  for (let n = 0; !isOver(); n++) {
    if (turn.length === 0) turn = random.shuffled(all);
    const machine = turn.pop();
    if (!machine) continue;
    await sleep(500 + random.upTo(3_000));
    const dice = random.next();
    // Each kind of end comes early in a short run too.
    if (machine.part === "worker" && (n < 6 ? killed.pauses === 0 : dice < 0.2)) {
      killed.pauses += 1;
      say(`${machine.name} hangs for ${PAUSE_MS / 1_000} s`);
      await how.pause(machine, PAUSE_MS);
    } else if (dice < 0.6) {
      killed.processes += 1;
      say(`the process of ${machine.name} is killed`);
      await how.killProcess(machine);
    } else {
      const isReplaced = dice > 0.85;
      killed.machines += 1;
      if (isReplaced) killed.replaced += 1;
      say(`${machine.name} is switched off${isReplaced ? " for good" : ""}`);
      await how.killMachine(machine, { isReplaced });
    }
    say(`${machine.name} is back`);
  }
  return killed;
}
