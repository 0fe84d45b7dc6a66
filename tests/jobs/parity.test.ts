import { NonRetriableError } from "inngest";
import { describe, expect, it } from "vitest";
import { openLab } from "./lab";

/** Each row of what was recorded from Inngest's own server: `retries: 1`, and an onFailure that records. */
async function openRecorder() {
  const lab = await openLab();
  const options = (id: string, event = id) => ({
    id,
    retries: 1 as const,
    triggers: [{ event }],
    onFailure: async ({ error }: { error: Error }) => {
      lab.log.push(`onFailure ${error.name} ${error.message}`);
    },
  });
  /** Records that it ran, then gives or throws. */
  const does = (name: string, work: () => unknown = () => null) => {
    return () => {
      lab.log.push(name);
      return work();
    };
  };
  return { ...lab, options, does };
}

function fail(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}

describe("as recorded from Inngest's server", () => {
  it("retries the step that throws beside one that returns, and lets the function catch it", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const allfail = client.createFunction(options("allfail"), async ({ step }) => {
      try {
        await Promise.all([step.run("ok", does("ok")), step.run("bad", does("bad", fail("x")))]);
        return "not reached";
      } catch (error) {
        return `caught ${(error as Error).message}`;
      }
    });
    await lab.start([allfail]);
    await client.send({ name: "allfail" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["bad", "bad", "ok"]);
    expect(await lab.result("allfail")).toBe("caught x");
  });

  it("tells equal step names in a loop apart", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const loop = client.createFunction(options("loop"), async ({ step }) => {
      let sum = 0;
      for (let i = 0; i < 4; i++)
        sum += (await step.run(
          "it",
          does(`it ${i}`, () => i),
        )) as number;
      return sum;
    });
    await lab.start([loop]);
    await client.send({ name: "loop" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["it 0", "it 1", "it 2", "it 3"]);
    expect(await lab.result("loop")).toBe(6);
  });

  it("goes on after a step whose failure was caught", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const caught = client.createFunction(options("caught"), async ({ step }) => {
      let text = "";
      try {
        await step.run("bad", does("bad", fail("x")));
      } catch (error) {
        text = `${(error as Error).name}:${(error as Error).message}`;
      }
      return [
        text,
        await step.run(
          "next",
          does("next", () => 2),
        ),
      ];
    });
    await lab.start([caught]);
    await client.send({ name: "caught" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["bad", "bad", "next"]);
    expect(await lab.result("caught")).toEqual(["Error:x", 2]);
  });

  it("sleeps beside a step, and goes on when both are done", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const sleeprun = client.createFunction(options("sleeprun"), async ({ step }) => {
      const [one] = await Promise.all([
        step.run(
          "r",
          does("r", () => 1),
        ),
        step.sleep("wait", "2s"),
      ]);
      return (
        (one as number) +
        ((await step.run(
          "after",
          does("after", () => 2),
        )) as number)
      );
    });
    await lab.start([sleeprun]);
    const startedAt = Date.now();
    await client.send({ name: "sleeprun" });
    await lab.untilIdle();
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
    expect(lab.sorted()).toEqual(["after", "r"]);
    expect(await lab.result("sleeprun")).toBe(3);
  });

  it("calls a function without steps again when it throws", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const plain = client.createFunction(options("plain"), async ({ attempt }) => {
      does(`enter ${attempt}`)();
      if (attempt === 0) throw new Error("first");
    });
    await lab.start([plain]);
    await client.send({ name: "plain" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["enter 0", "enter 1"]);
    expect(await lab.result("plain")).toBeNull();
  });

  it("does not repeat a step that says it can't be retried", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const nonretrystep = client.createFunction(options("nonretrystep"), async ({ step }) => {
      await step.run(
        "never",
        does("step", () => {
          throw new NonRetriableError("never");
        }),
      );
    });
    await lab.start([nonretrystep]);
    await client.send({ name: "nonretrystep" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["onFailure NonRetriableError never", "step"]);
  });

  it("keeps a step's result while the function behind it fails", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const fnafter = client.createFunction(options("fnafter"), async ({ step, attempt }) => {
      await step.run("s", does("step"));
      does(`body ${attempt}`)();
      throw new Error("after step");
    });
    await lab.start([fnafter]);
    await client.send({ name: "fnafter" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["body 0", "body 1", "onFailure Error after step", "step"]);
  });

  it("runs two chains side by side, each step once", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const chain = client.createFunction(options("chain"), async ({ step }) => {
      const one = async (n: number) => {
        const a = (await step.run(
          `a${n}`,
          does(`a${n}`, () => n),
        )) as number;
        return step.run(
          `b${n}`,
          does(`b${n}`, () => a * 10),
        );
      };
      return Promise.all([one(1), one(2)]);
    });
    await lab.start([chain]);
    await client.send({ name: "chain" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["a1", "a2", "b1", "b2"]);
    expect(await lab.result("chain")).toEqual([10, 20]);
  });

  it("gives undefined back as null and a Date as text", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const undef = client.createFunction(options("undef"), async ({ step }) => {
      const nothing = await step.run(
        "u",
        does("u", () => undefined),
      );
      const date = (await step.run(
        "d",
        does("d", () => ({ d: new Date(0) })),
      )) as { d: unknown };
      return [nothing, date.d, typeof date.d];
    });
    await lab.start([undef]);
    await client.send({ name: "undef" });
    await lab.untilIdle();
    expect(await lab.result("undef")).toEqual([null, "1970-01-01T00:00:00.000Z", "string"]);
  });

  it("starts a run only for the event that its condition is true of", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const cond = client.createFunction(
      { ...options("cond"), triggers: [{ event: "cond", if: "event.data.n > 2 && event.data.tag == 'x'" }] },
      async ({ event }) => does(`n ${event.data.n}`)(),
    );
    await lab.start([cond]);
    await client.send([
      { name: "cond", data: { n: 3, tag: "x" } },
      { name: "cond", data: { n: 1, tag: "x" } },
      { name: "cond", data: { n: 5 } },
    ]);
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["n 3"]);
  });

  it("starts one run for an event id that is sent twice", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const once = client.createFunction(options("once"), async ({ event }) => does(`ran ${event.id}`)());
    await lab.start([once]);
    await client.send({ name: "once", id: "same" });
    await client.send({ name: "once", id: "same" });
    await lab.untilIdle();
    await client.send({ name: "once", id: "same" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual(["ran same"]);
  });
});

describe("what only Inngest's server can do ends the run at once, by its name", () => {
  it("waitForEvent, which the server answers with null after its time", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const wtimeout = client.createFunction(options("wtimeout"), async ({ step }) => {
      await step.waitForEvent("w", { event: "never", timeout: "2s" });
      does("not reached")();
    });
    await lab.start([wtimeout]);
    await client.send({ name: "wtimeout" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual([
      'onFailure Error The local executor does not implement step.waitForEvent (step "w"). It needs an Inngest server.',
    ]);
  });

  it("invoke, of one function and of one that fails", async () => {
    const { client, options, does, ...lab } = await openRecorder();
    const target = client.createFunction(options("target"), async () => does("not reached")());
    const caller = client.createFunction(options("caller"), async ({ step }) => {
      await step.invoke("i", { function: target, data: {} });
    });
    await lab.start([target, caller]);
    await client.send({ name: "caller" });
    await lab.untilIdle();
    expect(lab.sorted()).toEqual([
      'onFailure Error The local executor does not implement step.invoke (step "i"). It needs an Inngest server.',
    ]);
  });

  it.each([
    ["step.waitForSignal", "s"],
    ["step.fetch", "s"],
    ["group.parallel", "s"],
  ])("%s", async (what) => {
    const { client, options, ...lab } = await openRecorder();
    const refused = client.createFunction(options("refused"), async ({ step, group }) => {
      if (what === "step.waitForSignal") {
        await step.waitForSignal("s", { signal: "x", timeout: "1s", onConflict: "fail" });
      } else if (what === "step.fetch") {
        await step.fetch("http://example.invalid/");
      } else {
        await group.parallel({ mode: "race" }, () =>
          Promise.race([step.run("a", () => 1), step.run("b", () => 2)]),
        );
      }
    });
    await lab.start([refused]);
    await client.send({ name: "refused" });
    await lab.untilIdle();
    expect(lab.log).toHaveLength(1);
    expect(lab.log[0]).toContain(`does not implement ${what}`);
  });
});
