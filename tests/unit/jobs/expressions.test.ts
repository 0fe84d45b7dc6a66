import { describe, expect, it } from "vitest";
import { isTrue, keyOf } from "@/inngest/local/expressions";

const event = { id: "e", name: "n", ts: 1, data: { n: 3, tag: "x", list: ["a"], nested: { ok: true } } };

describe("expressions", () => {
  it.each([
    ["event.data.n > 2 && event.data.tag == 'x'", true],
    ["event.data.n == 3", true],
    ["event.data.n >= 3.5", false],
    ["event.data.nested.ok", true],
    ["'a' in event.data.list", true],
    ["event.name == 'n'", true],
    ["event.data.missing == 'x'", false],
    ["event.data.missing != 'x'", false],
    ["event.data.n", false],
    ["async.data.n == event.data.n", true],
  ])("%s is %s", (expression, truth) => {
    expect(isTrue(expression, { event, async: event })).toBe(truth);
  });

  it.each([
    ['"sync:" + event.data.tag', "sync:x"],
    ["event.data.n", "3"],
    ["event.data.missing", "<nil>"],
  ])("the key %s is %s", (expression, key) => {
    expect(keyOf(expression, { event })).toBe(key);
  });
});
