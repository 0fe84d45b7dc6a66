import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pLimit from "p-limit";

// `npm test`: everything, then one line of sums. A skipped test counts as failed: a promise that was not looked at is
// not kept.

type Sum = { passed: number; failed: number; red: string[] };
type Say = (line: string) => void;

/** What vitest writes of a suite, as far as it is read here. */
type Report = {
  numTotalTests?: number;
  numPassedTests?: number;
  testResults?: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[];
  }[];
};

const PROJECT = fileURLToPath(new URL("../", import.meta.url));

/** What needs no services, and says first what is wrong. */
const QUICK = ["rules", "unit"];
/** Two at a time, on servers of their own: browsers, killed workers and slow servers leave processors to the others. */
const LONG = ["e2e", "db", "crashes", "contract", "jobs"];

/** Colours for a person, though the output of the suites goes through a pipe. */
const ENV = { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}) };

const scratch = await mkdtemp(join(tmpdir(), "rollcall-run-"));
const sums: Sum[] = [];
try {
  sums.push(await check("format and lint", "@biomejs/biome/bin/biome", "check", "."));
  sums.push(await check("types", "typescript/bin/tsc", "--noEmit"));
  for (const suite of QUICK) sums.push(await run(suite));
  const limit = pLimit(process.env.ROLLCALL_TEST_DATABASE_URL ? 1 : 2);
  sums.push(...(await Promise.all(LONG.map((suite) => limit(run, suite)))));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
const passed = sums.reduce((sum, each) => sum + each.passed, 0);
const failed = sums.reduce((sum, each) => sum + each.failed, 0);
// Again at the end: between the first red test and the sums lie thousands of lines.
for (const line of sums.flatMap((each) => each.red)) say(line);
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function check(what: string, program: string, ...args: string[]): Promise<Sum> {
  say(`\n== ${what}`);
  const code = await node(say, join(PROJECT, "node_modules", program), ...args);
  return code === 0 ? { passed: 1, failed: 0, red: [] } : { passed: 0, failed: 1, red: [`\n✗ ${what}`] };
}

async function run(suite: string): Promise<Sum> {
  // Lines of two suites mix: each says whose it is.
  const sayOf: Say = (line) => say(`${suite.padEnd(8)} ${line}`.trimEnd());
  const begun = Date.now();
  say(`\n== ${suite}`);
  const file = join(scratch, `${suite}.json`);
  const vitest = join(PROJECT, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await node(sayOf, vitest, "run", "--project", `${suite}*`, ...reporters);
  const report = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Report;
  const { numTotalTests: total = 0, numPassedTests: passed = 0 } = report;
  // A file that can't be loaded has no tests to fail, and an error outside any test belongs to none.
  const unseen = code !== 0 && total === passed ? 1 : 0;
  const failed = total - passed + unseen;
  say(`== ${suite}: ${passed} passed, ${failed} failed in ${Math.round((Date.now() - begun) / 1000)} s`);
  return { passed, failed, red: redOf(suite, report, unseen) };
}

/** Each test and file of a report that is not green, and the beginning of why. */
function redOf(suite: string, { testResults = [] }: Report, unseen: number): string[] {
  const red = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status !== "passed");
    const file = relative(PROJECT, name);
    if (tests.length === 0 && status !== "passed") return [`\n✗ ${file}`, ...beginningOf(message)];
    return tests.flatMap(({ fullName, failureMessages }) => [
      `\n✗ ${file} > ${fullName}`,
      ...beginningOf(failureMessages?.join("\n") || "It was not run."),
    ]);
  });
  return red.length === 0 && unseen > 0 ? [`\n✗ ${suite}: an error outside its tests`] : red;
}

function beginningOf(message: string): string[] {
  return message.split("\n", 8).map((line) => `    ${line.slice(0, 240)}`);
}

function node(sayOf: Say, ...args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: PROJECT,
      env: ENV,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const heard = [child.stdout, child.stderr].map((stream) => forward(stream, sayOf));
    child.once("error", () => resolve(1));
    // A process that a test left behind may hold the pipe for ever.
    child.once("exit", async (code) => {
      await Promise.race([Promise.all(heard), sleep(5_000)]);
      resolve(code ?? 1);
    });
  });
}

/** Says the lines of a stream, and settles when it has ended. */
async function forward(stream: Readable, sayOf: Say): Promise<void> {
  for await (const line of createInterface({ input: stream })) sayOf(line);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
