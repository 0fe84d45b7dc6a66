import { expect, test } from "vitest";
import { below, expectNone, isExempt } from "./tree";

test("every switch ends in unreachable(), so that a new member of a union is named by the compiler", () => {
  const findings = below("lib", "components", "app", "inngest").flatMap(({ path, text }) =>
    openSwitches(text).map((line) => `${path}:${line}`),
  );
  expectNone(
    findings,
    "End it in `default: return unreachable(value);` of lib/errors.ts. If it is over no union, or many members share a " +
      "case on purpose, write `// exempt(switch): the reason` in the line above it.",
  );
});

test("the rule finds a switch without an end, with another one, and one whose end is in an inner switch", () => {
  const closed = "switch (a) {\n  case 1:\n    return b({});\n  default:\n    return unreachable(a);\n}\n";
  expect(openSwitches(closed)).toEqual([]);
  expect(openSwitches("switch (a) {\n  case 1:\n    return 2;\n}\n")).toEqual([1]);
  expect(openSwitches("f();\nswitch (a) {\n  default:\n    return null;\n}\n")).toEqual([2]);
  expect(openSwitches(`switch (b) {\n  case 1: {\n${closed}}\n}\n`)).toEqual([1]);
  expect(openSwitches("// exempt(switch): all texts may come\nswitch (a) {\n}\n")).toEqual([]);
  expect(openSwitches("// exempt(switch): so\nswitch (a) {\n}\n")).toEqual([2]);
});

/** The lines of switches whose last case is not `unreachable` and that give no reason. */
function openSwitches(text: string): number[] {
  return [...text.matchAll(/\bswitch \(.*\) \{$/gm)].flatMap(({ index }) => {
    const body = blockAfter(text, text.indexOf("{\n", index));
    const before = text.slice(0, index).trimEnd().split("\n").at(-1) ?? "";
    const isClosed = /default:\s+(return |throw )?unreachable\([^)]*\);\s*$/.test(body);
    const isExempt = /\/\/ exempt\(switch\): \S.{9,}/.test(before);
    return isClosed || isExempt ? [] : [text.slice(0, index).split("\n").length];
  });
}

/** What is between the brace at `start` and its own closing one. Braces in texts come in pairs. */
function blockAfter(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return text.slice(start + 1, at);
  }
  return "";
}

test("what follows from the kind of an actor is said in lib/model/actor.ts", () => {
  const findings = below("lib", "components", "app", "inngest")
    .filter((file) => file.path !== "lib/model/actor.ts" && !isExempt(file, "actor"))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, at) =>
        /\b(actor|member)\??\.kind\b\s*[!=]==|\bactorKind\s*[!=]==/.test(line) ? [`${path}:${at + 1}`] : [],
      ),
    );
  expectNone(
    findings,
    "Ask ACTORS or a function of lib/model/actor.ts, so that a new kind of actor is named by the compiler there.",
  );
});
