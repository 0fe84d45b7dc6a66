import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import type { Clients } from "./clients";
import type { Killed } from "./enough";
import type { Random } from "./files";
import type { Machine, Machines } from "./machines";

/** Longer than the lease of a worker and shorter than that of a run: another takes its calls, and it comes back. */
const PAUSE_MS = 24_000;
/** How long it is waited for a machine to be at work. */
const WORK_MS = 4_000;
const LOOK_MS = 5;

type Killing = {
  sql: postgres.Sql;
  clients: Clients;
  kills: Killed;
  random: Random;
  say: (line: string) => void;
  isOver: () => boolean;
};

/**
 * One machine after the other, in an order that the seed decides, in the middle of its work if there is any: its process is
 * killed, or the machine with all on it, or it only hangs.
 */
export async function killInTurn({ all, ...how }: Machines, killing: Killing): Promise<void> {
  const { kills, random, say, isOver } = killing;
  let turn: Machine[] = [];
  for (let n = 0; !isOver(); n++) {
    if (turn.length === 0) turn = random.shuffled(all);
    const machine = turn.pop();
    if (!machine) continue;
    await sleep(random.upTo(2_000));
    const dice = random.next();
    const isAtWork = await untilAtWork(machine, { ...killing, what: random.chance(0.7) ? "run" : "webhook" });
    if (isAtWork) kills.atWork += 1;
    const where = isAtWork ? " at work" : "";
    // Each kind of end comes early in a short run too.
    if (machine.part === "worker" && (n < all.length ? kills.pauses === 0 : dice < 0.2)) {
      kills.pauses += 1;
      say(`${machine.name} hangs${where} for ${PAUSE_MS / 1_000} s`);
      await how.pause(machine, PAUSE_MS);
    } else if (dice < 0.6) {
      kills.processes += 1;
      say(`the process of ${machine.name} is killed${where}`);
      await how.killProcess(machine);
    } else {
      const isReplaced = dice > 0.85;
      kills.machines += 1;
      if (isReplaced) kills.replaced += 1;
      say(`${machine.name} is switched off${where}${isReplaced ? " for good" : ""}`);
      await how.killMachine(machine, { isReplaced });
    }
    kills.byMachine.set(machine.name, (kills.byMachine.get(machine.name) ?? 0) + 1);
    say(`${machine.name} is back`);
  }
}

/** What a worker is in the middle of: a run that has begun, or a message that is being sent. */
type Work = "run" | "webhook";

/** False when it had nothing to do for so long. */
async function untilAtWork(
  { part, dataDir }: Machine,
  { sql, clients, what }: Killing & { what: Work },
): Promise<boolean> {
  const end = Date.now() + WORK_MS;
  while (Date.now() < end) {
    if (part !== "worker" && clients.asked[part] > 0) return true;
    if (part === "worker" && (await has(sql, dataDir, what))) return true;
    await sleep(LOOK_MS);
  }
  return false;
}

/** Whether the worker on this disk is at it. */
async function has(sql: postgres.Sql, dataDir: string, what: Work): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select from job_calls c join job_runs j on j.id = c.run_id
      left join runs r on r.id = (j.event->'data'->>'runId')::uuid
      where c.leased_until > now() and position(${`:${dataDir}#`} in c.worker) > 0 and case ${what}
        when 'run' then j.function_id = 'rollcall-sync-run' and r.phase is not null
        else j.function_id = 'rollcall-webhook-deliver' end) as found`;
  return row?.found === true;
}
