import { test } from "vitest";
import { expectNone, sourceTree } from "./tree";

const actionFiles = sourceTree().filter(({ text }) => /^\s*["']use server["']/m.test(text));

test('every export of a "use server" file is made by an action factory', () => {
  const made = /^export const \w+ = (action|workspaceAction|accountAction|publicAction)\(/;
  const findings = actionFiles.flatMap(({ path, lines }) =>
    lines.flatMap((line, at) =>
      /^export (?!type\b)/.test(line) && !made.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [],
    ),
  );
  expectNone(
    findings,
    "Each export is an address anyone can post to. Make it with action({ can, input }, handler) of lib/action.ts, " +
      "which checks who asks and what is sent.",
  );
});

test('a "use server" mark stands at the top of a file, never inside a function', () => {
  const findings = actionFiles
    .filter(({ lines }) => !/^["']use server["'];?$/.test(lines.find((line) => line.trim()) ?? ""))
    .map(({ path }) => path);
  expectNone(
    findings,
    "An inline action closes over values that the browser can then see and send back. Move it to actions.ts.",
  );
});

test("an action's handler has at most ten lines", () => {
  const findings = actionFiles.flatMap(({ path, text }) =>
    [...text.matchAll(/^export const (\w+) = \w*[aA]ction\([\s\S]*?^\);?$/gm)]
      .filter(([whole]) => (whole.split("=>").at(-1)?.split("\n").length ?? 0) > 12)
      .map(([, name]) => `${path} ${name}`),
  );
  expectNone(
    findings,
    "A handler calls one verb of lib and revalidates. What is more belongs into the verb.",
  );
});
