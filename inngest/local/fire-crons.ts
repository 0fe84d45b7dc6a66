import type { Clock } from "@/lib/context";
import type { Db } from "@/lib/db/client";
import type { App } from "./app";
import { fireCron, keepCrons, listDueCrons } from "./crons.store";
import { newRun } from "./route";
import { nextTime } from "./schedule";

// A schedule without a further time (31 February) is looked at again after the longest sleep anyone may ask for.
const NEVER = new Date("9999-12-31T00:00:00Z");

/** Stores the schedules of the app's functions. Known ones keep their next time, so that downtime is noticed. */
export async function rememberCrons(app: App, db: Db, clock: Clock): Promise<void> {
  const crons = schedules(app).map(({ id, cron }) => ({ id, nextAt: nextTime(cron, clock()) ?? NEVER }));
  await keepCrons(db, crons);
}

/** Starts what is due. After downtime a schedule runs once, however often it was missed, and then at its next time. */
export async function fireCrons(app: App, db: Db, clock: Clock): Promise<void> {
  const known = new Map(schedules(app).map((schedule) => [schedule.id, schedule]));
  for (const due of await listDueCrons(db, clock())) {
    const schedule = known.get(due.id);
    if (!schedule) continue;
    const [scheduledAt, now] = [new Date(due.nextAt), clock()];
    const event = {
      id: scheduledAt.toISOString(),
      name: "inngest/scheduled.timer",
      data: { cron: schedule.cron, fireAt: now.toISOString(), scheduledAt: scheduledAt.toISOString() },
      ts: now.getTime(),
    };
    const run = newRun(app, schedule.config, { event, named: false });
    await fireCron(db, due, nextTime(schedule.cron, now) ?? NEVER, run);
  }
}

function schedules(app: App) {
  return [...app.configs.values()].flatMap((config) =>
    config.crons.map((cron) => ({ id: `${config.id} ${cron}`, cron, config })),
  );
}
