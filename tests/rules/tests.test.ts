import { test } from "vitest";
import { below, expectNone } from "./tree";

const files = below("tests").filter(({ path }) => !path.startsWith("tests/rules/"));

function findLines(pattern: RegExp): string[] {
  return files.flatMap(({ path, lines }) =>
    lines.flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1} ${line.trim()}`] : [])),
  );
}

test("no test is skipped, singled out or promised for later", () => {
  expectNone(
    findLines(/\b(it|test|describe|suite)\.(skip|only|todo|skipIf|runIf|fails)\b|\bx(it|describe)\(/),
    "A test either keeps its promise everywhere or goes.",
  );
});

test("our own modules are never mocked", () => {
  expectNone(
    findLines(/\bvi\.(mock|doMock|hoisted)\(/),
    "Use the real thing on a real database; fakes stand only at the edges (clock, mail, network faults).",
  );
});

test("every test file lies in a suite that runs", () => {
  const suites = /^tests\/(rules|unit|db|contract|jobs|e2e)\//;
  const findings = files
    .map(({ path }) => path)
    .filter((path) => /\.test\.tsx?$/.test(path) && !suites.test(path));
  expectNone(findings, "vitest.config.ts has a project a folder; a test elsewhere never runs.");
});
