import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

// `npm test`: everything, one suite after the other (two cores, and tests that measure time), then one line of sums.
// A skipped test counts as failed: a promise that was not looked at is not kept.

type Sum = { passed: number; failed: number };

const PROJECT = fileURLToPath(new URL("../", import.meta.url));
const SUITES = ["rules", "unit", "db", "contract", "jobs", "crashes", "e2e"];

const scratch = await mkdtemp(join(tmpdir(), "rollcall-run-"));
const sums: Sum[] = [];
try {
  sums.push(await check("format and lint", "@biomejs/biome/bin/biome", "check", "."));
  sums.push(await check("types", "typescript/bin/tsc", "--noEmit"));
  for (const suite of SUITES) sums.push(await run(suite));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
const passed = sums.reduce((sum, each) => sum + each.passed, 0);
const failed = sums.reduce((sum, each) => sum + each.failed, 0);
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

async function check(what: string, program: string, ...args: string[]): Promise<Sum> {
  say(`\n== ${what}`);
  const code = await node(join(PROJECT, "node_modules", program), ...args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function run(suite: string): Promise<Sum> {
  say(`\n== ${suite}`);
  const file = join(scratch, `${suite}.json`);
  const vitest = join(PROJECT, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const code = await node(vitest, "run", "--project", `${suite}*`, ...reporters);
  const text = await readFile(file, "utf8").catch(() => "{}");
  const { numTotalTests: total = 0, numPassedTests: passed = 0 } = JSON.parse(text) as Record<string, number>;
  // A file that can't be loaded has no tests to fail, and an error outside any test belongs to none.
  const unseen = code !== 0 && total === passed ? 1 : 0;
  return { passed, failed: total - passed + unseen };
}

function node(...args: string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", () => resolve(1));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
