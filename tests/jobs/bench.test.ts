import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Group } from "../bench/bench";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const GROUPS = new URL("../bench/groups/", import.meta.url);

/** One builds the pages, one takes minutes and OpenSSH's server, and one has a test of its own. */
const APART = ["web", "sftp", "wave"];

async function bench(...args: string[]) {
  // The settings of this test's own database must not reach the one that the benchmark opens.
  const env = { ...process.env, DATABASE_URL: "", ROLLCALL_DATA_DIR: "" };
  const options = { cwd: PROJECT, env };
  return promisify(execFile)(process.execPath, ["--import", "tsx", "tests/bench/run.ts", ...args], options);
}

test("the benchmark measures right results of a small run and gives every figure but the web's as JSON", async () => {
  const names = (await readdir(GROUPS)).filter((name) => !APART.includes(name.replace(".ts", "")));
  const groups = await Promise.all(
    names.map((name) => import(new URL(name, GROUPS).href) as Promise<{ group: Group }>),
  );

  const without = APART.flatMap((name) => ["--without", name]);
  const { stdout } = await bench("--rows", "2000", "--rounds", "1", ...without, "--json");
  const figures = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, number>;
  expect(Object.keys(figures).sort()).toEqual(groups.flatMap(({ group }) => group.keys).sort());
  expect(Object.values(figures).every((value) => Number.isFinite(value))).toBe(true);
  expect(figures["nochange.rows_written"]).toBe(0);
  expect(figures.peak_rss_mb).toBeGreaterThan(30);
}, 600_000);

test("a wave of few syncs comes to its right results and gives every figure", async () => {
  const { group } = (await import(new URL("wave.ts", GROUPS).href)) as { group: Group };
  const { stdout } = await bench("--rows", "2000", "--rounds", "1", "--only", "wave", "--json");
  const figures = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, number>;
  expect(Object.keys(figures)).toEqual(group.keys);
  expect(Object.values(figures).every((value) => Number.isFinite(value) && value > 0)).toBe(true);
});

test("the benchmark does not take a group that it does not know for one without figures", async () => {
  await expect(bench("--only", "reeding")).rejects.toThrow("There is no group reeding");
});
