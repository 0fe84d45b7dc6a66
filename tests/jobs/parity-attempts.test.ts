import { setTimeout as sleep } from "node:timers/promises";
import { RetryAfterError } from "inngest";
import { describe, expect, it } from "vitest";
import { openLab } from "./lab";

describe("attempts", () => {
  it("are five when the function does not say", async () => {
    const lab = await openLab();
    const five = lab.client.createFunction(
      { id: "five", triggers: [{ event: "five" }] },
      async ({ attempt, maxAttempts }) => {
        lab.log.push(`${attempt} of ${maxAttempts}`);
        throw new Error("no");
      },
    );
    await lab.start([five]);
    await lab.client.send({ name: "five" });
    await lab.untilIdle();
    expect(lab.log).toEqual(["0 of 5", "1 of 5", "2 of 5", "3 of 5", "4 of 5"]);
    expect((await lab.runs())[0]?.state).toBe("failed");
  });

  it("count anew for each step", async () => {
    const lab = await openLab();
    const twice = lab.client.createFunction(
      { id: "twice", retries: 1, triggers: [{ event: "twice" }] },
      async ({ step, attempt }) => {
        const flaky = (name: string) => () => {
          lab.log.push(`${name} ${attempt}`);
          if (attempt === 0) throw new Error("once");
        };
        await step.run("a", flaky("a"));
        await step.run("b", flaky("b"));
      },
    );
    await lab.start([twice]);
    await lab.client.send({ name: "twice" });
    await lab.untilIdle();
    expect(lab.log).toEqual(["a 0", "a 1", "b 0", "b 1"]);
    expect((await lab.runs())[0]?.state).toBe("completed");
  });

  it("wait for as long as a RetryAfterError says", async () => {
    const lab = await openLab();
    const at: number[] = [];
    const later = lab.client.createFunction(
      { id: "later", retries: 1, triggers: [{ event: "later" }] },
      async ({ step }) => {
        await step.run("s", () => {
          at.push(Date.now());
          if (at.length === 1) throw new RetryAfterError("busy", 1_500);
        });
      },
    );
    await lab.start([later]);
    await lab.client.send({ name: "later" });
    await lab.untilIdle();
    const [first = 0, second = 0] = at;
    // Inngest rounds up to whole seconds.
    expect(second - first).toBeGreaterThanOrEqual(2_000);
  });
});

it("calls the function again only when all that it planned is done", async () => {
  const lab = await openLab();
  const parallel = lab.client.createFunction(
    { id: "parallel", triggers: [{ event: "parallel" }] },
    async ({ step }) => {
      lab.log.push("called");
      await Promise.all([step.run("a", () => 1), step.run("b", () => sleep(300)), step.sleep("c", "1s")]);
    },
  );
  await lab.start([parallel]);
  await lab.client.send({ name: "parallel" });
  await lab.untilIdle();
  // To plan, for a, for b, and to go on; never between.
  expect(lab.log).toHaveLength(4);
});
