import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFECTS, type Defect } from "./defects";

// Puts the defects in, one at a time, each into a copy of the tree, and says whether its test goes red. By hand:
// `node --import tsx tests/jobs/try-defects.ts [number ...]`; without numbers all of them, which takes a while.

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const LEFT_OUT = new Set([".git", "node_modules", ".next", ".data"]);

const asked = process.argv.slice(2).map(Number);
const numbers = asked.length > 0 ? asked : DEFECTS.map((_, at) => at + 1);
let missed = 0;
for (const number of numbers) {
  const defect = DEFECTS[number - 1];
  if (!defect) throw new RangeError(`There are ${DEFECTS.length} defects.`);
  const outcome = tryOut(defect);
  if (outcome.colour !== "red") missed += 1;
  process.stdout.write(
    `${number}. ${outcome.colour}: ${defect.what} (${defect.red.test})\n   ${outcome.why}\n`,
  );
}
process.exit(missed === 0 ? 0 : 1);

/** `not run`: no test has the name, or its file could not be loaded. `why` tells a red for its reason from a flake. */
function tryOut({ edits, red }: Defect): { colour: "red" | "green" | "not run"; why: string } {
  const copy = mkdtempSync(join(tmpdir(), "rollcall-defect-"));
  try {
    for (const name of topLevel()) cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
    for (const { file, from, to } of edits) {
      const text = readFileSync(join(copy, file), "utf8");
      if (text.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
      writeFileSync(
        join(copy, file),
        text.replace(from, () => to),
      );
    }
    const report = join(copy, "report.json");
    const vitest = join(PROJECT, "node_modules/vitest/vitest.mjs");
    const flags = [
      "run",
      "--project=crashes",
      "--project",
      "jobs",
      "--project",
      "db*",
      red.file,
      "-t",
      red.test,
      "--reporter=json",
      `--outputFile=${report}`,
    ];
    spawnSync(process.execPath, [vitest, ...flags], { cwd: copy, stdio: "ignore" });
    const { numPassedTests = 0, testResults = [] } = JSON.parse(readFileSync(report, "utf8")) as Report;
    const failures = testResults.flatMap((file) =>
      file.assertionResults.flatMap((test) => test.failureMessages),
    );
    const why = failures[0]?.split("\n")[0] ?? "";
    return { colour: failures.length > 0 ? "red" : numPassedTests > 0 ? "green" : "not run", why };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

type Report = {
  numPassedTests?: number;
  testResults?: { assertionResults: { failureMessages: string[] }[] }[];
};

function topLevel(): string[] {
  return readdirSync(PROJECT).filter((name) => !LEFT_OUT.has(name));
}
