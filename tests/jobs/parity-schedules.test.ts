import { setTimeout as sleep } from "node:timers/promises";
import { cron } from "inngest";
import { describe, expect, it } from "vitest";
import { openApp } from "@/inngest/local/app";
import { fireCron, listDueCrons } from "@/inngest/local/crons.store";
import { rememberCrons } from "@/inngest/local/fire-crons";
import { newRun } from "@/inngest/local/route";
import { byTrigger } from "@/inngest/local/sharing";
import { until } from "../support/until";
import { openLab, SIGNING_KEY } from "./lab";

describe("schedules", () => {
  it("run once after a downtime, however long it was, and then at the next regular time", async () => {
    const lab = await openLab();
    let now = new Date("2026-11-22T10:00:30Z");
    const tick = lab.client.createFunction(
      { id: "tick", triggers: [cron("*/5 * * * *")] },
      async ({ event }) => {
        lab.log.push(`${event.id} ${event.name}`);
      },
    );
    const clock = () => now;
    const first = await lab.start([tick], { clock });
    await sleep(300);
    await first.stop(1_000);
    expect(lab.log).toEqual([]);

    now = new Date("2026-11-22T14:02:00Z");
    await lab.start([tick], { clock });
    await until(async () => lab.log.length > 0);
    await sleep(400);
    expect(lab.log).toEqual(["2026-11-22T10:05:00.000Z inngest/scheduled.timer"]);

    now = new Date("2026-11-22T14:05:00Z");
    await until(async () => lab.log.length > 1);
    expect(lab.log[1]).toBe("2026-11-22T14:05:00.000Z inngest/scheduled.timer");
  });

  it("run once though two workers find them due at the same time", async () => {
    const lab = await openLab();
    const tick = lab.client.createFunction(
      { id: "tick", triggers: [cron("TZ=Europe/Paris * * * * *")] },
      async () => {},
    );
    const app = await openApp(lab.client, [tick], { signingKey: SIGNING_KEY, sharing: byTrigger });
    const config = app.configs.get("lab-tick");
    await rememberCrons(app, lab.db, () => new Date("2026-11-22T10:00:30Z"));
    const [due] = await listDueCrons(lab.db, new Date("2026-11-22T10:01:00Z"));
    if (!config || !due) throw new Error("The schedule is not due.");
    const event = { id: "10:01", name: "inngest/scheduled.timer", data: {}, ts: 0 };
    for (const _worker of ["first", "second"]) {
      const run = newRun(app, config, { event, named: false });
      await fireCron(lab.db, due, new Date("2026-11-22T10:02:00Z"), run);
    }
    expect(await lab.runs()).toHaveLength(1);
  });
});
