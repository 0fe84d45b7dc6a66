import { describe, expect, it } from "vitest";
import { receiveEvents } from "@/lib/jobs/local/receive";
import { until } from "../support/until";
import { openLab } from "./lab";

describe("events", () => {
  it("that a step sends start their functions", async () => {
    const lab = await openLab();
    const sender = lab.client.createFunction(
      { id: "sender", triggers: [{ event: "a" }] },
      async ({ step }) => {
        await step.sendEvent("send", [
          { name: "b", data: { n: 1 } },
          { name: "b", data: { n: 2 } },
        ]);
      },
    );
    const receiver = lab.client.createFunction(
      { id: "receiver", triggers: [{ event: "b" }] },
      async ({ event }) => {
        lab.log.push(`b ${event.data.n}`);
      },
    );
    await lab.start([sender, receiver]);
    await lab.client.send({ name: "a" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["b 1", "b 2"]);
  });

  it("that the SDK sends again, since the answer was lost, start nothing twice", async () => {
    const lab = await openLab();
    const once = lab.client.createFunction({ id: "once", triggers: [{ event: "a" }] }, async () => {
      lab.log.push("ran");
    });
    await lab.start([once]);
    const body = JSON.stringify([{ name: "a", data: {}, ts: Date.now() }]);
    const seed = `${Date.now()},c29tZSBlbnRyb3B5`;
    const first = await receiveEvents(lab.db, body, seed);
    await lab.untilIdle();
    expect(await receiveEvents(lab.db, body, seed)).toEqual(first);
    await lab.untilIdle();
    expect(lab.log).toEqual(["ran"]);
  });

  it("above 3 MiB are refused when they are sent", async () => {
    const lab = await openLab();
    const big = lab.client.send({ name: "a", data: { text: "x".repeat(3 * 1024 * 1024) } });
    await expect(big).rejects.toThrow("event payload is too large");
  });

  it("without a name, or with a NUL character, are refused when they are sent", async () => {
    const lab = await openLab();
    await expect(lab.client.send({ name: "" })).rejects.toThrow("event name is empty");
    await expect(lab.client.send({ name: "a", data: { text: "\u0000" } })).rejects.toThrow("can't be stored");
  });

  it("of cancelOn end the runs that they name, and no others", async () => {
    const lab = await openLab();
    const patient = lab.client.createFunction(
      {
        id: "patient",
        triggers: [{ event: "start" }],
        cancelOn: [{ event: "stop", if: "async.data.id == event.data.id" }],
      },
      async ({ step, event }) => {
        await step.sleep("wait", "2s");
        lab.log.push(`went on ${event.data.id}`);
      },
    );
    await lab.start([patient]);
    await lab.client.send([
      { name: "start", data: { id: 1 } },
      { name: "start", data: { id: 2 } },
    ]);
    await until(async () => {
      const [row] = await lab.sql`select count(*)::int as n from job_calls where kind = 'sleep'`;
      return row?.n === 2;
    });
    await lab.client.send({ name: "stop", data: { id: 1 } });
    await lab.untilIdle();
    expect(lab.log).toEqual(["went on 2"]);
    expect((await lab.runs()).map((run) => run.state).sort()).toEqual(["cancelled", "completed"]);
  });

  it("of a failed run carry the run, its function, its event and its error to onFailure", async () => {
    const lab = await openLab();
    const seen: unknown[] = [];
    const broken = lab.client.createFunction(
      {
        id: "broken",
        retries: 0,
        triggers: [{ event: "break" }],
        onFailure: async ({ event }) => {
          seen.push(event);
        },
      },
      async () => {
        throw new TypeError("bad");
      },
    );
    await lab.start([broken]);
    await lab.client.send({ name: "break", data: { n: 7 } });
    await lab.untilIdle();
    const [run] = await lab.runs();
    expect(seen).toEqual([
      expect.objectContaining({
        id: run?.id,
        name: "inngest/function.failed",
        data: expect.objectContaining({
          function_id: "lab-broken",
          run_id: run?.id,
          event: expect.objectContaining({ name: "break", data: { n: 7 } }),
          error: expect.objectContaining({ name: "TypeError", message: "bad" }),
        }),
      }),
    ]);
  });
});
