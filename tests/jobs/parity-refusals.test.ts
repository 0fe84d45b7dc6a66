import { cron, type InngestFunction } from "inngest";
import { expect, it } from "vitest";
import { type labClient, openLab } from "./lab";

const noop = async () => {};
const event = [{ event: "e" }];
const cases: [string, (client: ReturnType<typeof labClient>) => InngestFunction.Any, string][] = [
  [
    "batchEvents",
    (c) => c.createFunction({ id: "f", triggers: event, batchEvents: { maxSize: 2, timeout: "1s" } }, noop),
    '"batchEvents"',
  ],
  [
    "debounce",
    (c) => c.createFunction({ id: "f", triggers: event, debounce: { period: "1s" } }, noop),
    '"debounce"',
  ],
  [
    "throttle",
    (c) => c.createFunction({ id: "f", triggers: event, throttle: { limit: 1, period: "1s" } }, noop),
    '"throttle"',
  ],
  [
    "rateLimit",
    (c) => c.createFunction({ id: "f", triggers: event, rateLimit: { limit: 1, period: "1s" } }, noop),
    '"rateLimit"',
  ],
  [
    "priority",
    (c) => c.createFunction({ id: "f", triggers: event, priority: { run: "1" } }, noop),
    '"priority"',
  ],
  [
    "singleton",
    (c) => c.createFunction({ id: "f", triggers: event, singleton: { mode: "skip" } }, noop),
    '"singleton"',
  ],
  [
    "timeouts",
    (c) => c.createFunction({ id: "f", triggers: event, timeouts: { finish: "1h" } }, noop),
    '"timeouts"',
  ],
  [
    "idempotency",
    (c) => c.createFunction({ id: "f", triggers: event, idempotency: "event.data.id" }, noop),
    '"idempotency"',
  ],
  [
    "a jitter",
    (c) => c.createFunction({ id: "f", triggers: [{ cron: "* * * * *", jitter: "5s" }] as never }, noop),
    '"jitter"',
  ],
  [
    "a broken condition",
    (c) => c.createFunction({ id: "f", triggers: [{ event: "e", if: "event.data.(" }] }, noop),
    "lab-f:",
  ],
  ["a broken schedule", (c) => c.createFunction({ id: "f", triggers: [cron("61 * * * *")] }, noop), "lab-f:"],
  [
    "an event of Inngest's own",
    (c) => c.createFunction({ id: "f", triggers: [{ event: "inngest/function.finished" }] }, noop),
    '"inngest/function.finished"',
  ],
  [
    "three concurrency keys",
    (c) =>
      c.createFunction(
        { id: "f", triggers: event, concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] as never },
        noop,
      ),
    "concurrency: 3",
  ],
];

it.each(cases)("a function with %s is refused by name", async (_name, define, expected) => {
  const lab = await openLab();
  await expect(lab.start([define(lab.client)])).rejects.toThrow(expected);
});
