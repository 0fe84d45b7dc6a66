import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { until } from "../support/until";
import { openLab } from "./lab";

function openGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe("the queue", () => {
  it("drops the result of a call whose lease was lost", async () => {
    const lab = await openLab();
    const gates = [openGate(), openGate()];
    const entered: number[] = [];
    const stale = lab.client.createFunction(
      { id: "stale", triggers: [{ event: "stale" }] },
      async ({ step }) => {
        return step.run("s", async () => {
          const n = entered.push(entered.length);
          await gates[n - 1]?.opened;
          return `result ${n}`;
        });
      },
    );
    await lab.start([stale], { beatMs: 60_000 });
    await lab.client.send({ name: "stale" });
    await until(async () => entered.length === 1);
    await lab.sql`update job_calls set leased_until = now() - interval '1 second'`;
    await until(async () => entered.length === 2);
    gates[0]?.open();
    await sleep(300);
    gates[1]?.open();
    await lab.untilIdle();
    expect(await lab.result("stale")).toBe("result 2");
    const steps = await lab.sql`select outcome from job_steps`;
    expect(steps.map((row) => row.outcome)).toEqual([{ data: "result 2" }]);
  });

  it("keeps the lease of a step that takes longer than the lease", async () => {
    const lab = await openLab();
    const long = lab.client.createFunction(
      { id: "long", triggers: [{ event: "long" }] },
      async ({ step }) => {
        await step.run("s", async () => {
          lab.log.push("entered");
          await sleep(4_500);
        });
      },
    );
    await lab.start([long], { leaseMs: 2_000, beatMs: 200 });
    await lab.client.send({ name: "long" });
    await lab.untilIdle();
    expect(lab.log).toEqual(["entered"]);
  });

  it("gets back at once what a worker did not finish when it was stopped, and does not count it as an attempt", async () => {
    const lab = await openLab();
    const hang = lab.client.createFunction(
      { id: "hang", retries: 0, triggers: [{ event: "hang" }] },
      async ({ step, attempt }) => {
        await step.run("s", async () => {
          lab.log.push(`entered ${attempt}`);
          if (lab.log.length === 1) await sleep(15_000, undefined, { ref: false });
        });
      },
    );
    const first = await lab.start([hang]);
    await lab.client.send({ name: "hang" });
    await until(async () => lab.log.length === 1);
    await first.stop(100);
    await lab.start([hang]);
    // Well before its lease of 20 seconds would be over.
    await lab.untilIdle(10_000);
    expect(lab.log).toEqual(["entered 0", "entered 0"]);
    expect((await lab.runs())[0]?.state).toBe("completed");
  });

  it("fails a step whose output is above 4 MB, after its retries", async () => {
    const lab = await openLab();
    const big = lab.client.createFunction(
      { id: "big", retries: 1, triggers: [{ event: "big" }] },
      async ({ step }) => {
        await step.run("s", () => {
          lab.log.push("made");
          return "x".repeat(5 * 1024 * 1024);
        });
      },
    );
    await lab.start([big]);
    await lab.client.send({ name: "big" });
    await lab.untilIdle();
    expect(lab.log).toEqual(["made", "made"]);
    expect(await lab.result("big")).toMatchObject({
      message: "The step output size is greater than the limit",
    });
  });

  it("fails a run whose output Postgres can't hold", async () => {
    const lab = await openLab();
    const nul = lab.client.createFunction(
      { id: "nul", retries: 1, triggers: [{ event: "nul" }] },
      async ({ step }) => {
        await step.run("s", () => "a\u0000b");
      },
    );
    await lab.start([nul]);
    await lab.client.send({ name: "nul" });
    await lab.untilIdle();
    expect(await lab.result("nul")).toMatchObject({
      message: "The output has characters that can't be stored",
    });
  });

  it("forgets what has been over for a day", async () => {
    const lab = await openLab();
    const quick = lab.client.createFunction(
      { id: "quick", triggers: [{ event: "quick" }] },
      async ({ step }) => {
        await step.run("s", () => 1);
      },
    );
    await lab.start([quick], { purgeMs: 100 });
    await lab.client.send({ name: "quick" });
    await lab.untilIdle();
    await sleep(300);
    expect(await lab.runs()).toHaveLength(1);
    await lab.sql`update job_runs set finished_at = finished_at - interval '25 hours'`;
    await lab.sql`update job_events set routed_at = routed_at - interval '25 hours'`;
    await until(async () => {
      const [row] = await lab.sql`
        select (select count(*) from job_runs) + (select count(*) from job_steps)
             + (select count(*) from job_events) + (select count(*) from job_calls) as n`;
      return Number(row?.n) === 0;
    });
  });
});
