import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** KB are 1,000 bytes, gzipped, of the script that a browser loads with a page it opens first. */
export type FirstLoad = { route: string; files: readonly string[]; kb: number; budgetKb: number };

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

const BUDGET_KB = 300;
/** Opened by people who may never come further, on a phone and a bad line as likely as not. */
const ENTRANCE_BUDGET_KB = 150;
const ENTRANCES: ReadonlySet<string> = new Set([
  "/sign-in",
  "/p/[org]/[workspace]/sign-in",
  "/p/[org]/[workspace]/enter",
]);

type Stats = { route: string; firstLoadChunkPaths: string[] };

/** What every page of the build in `distDir` loads, the largest first. Files are named as in the page's own tags. */
export async function readFirstLoads(distDir: string): Promise<FirstLoad[]> {
  const stats: Stats[] = JSON.parse(
    await readFile(join(PROJECT, distDir, "diagnostics/route-bundle-stats.json"), "utf8"),
  );
  const sizes = new Map<string, number>();
  for (const path of new Set(stats.flatMap(({ firstLoadChunkPaths }) => firstLoadChunkPaths))) {
    sizes.set(path, gzipSync(await readFile(join(PROJECT, path))).length);
  }
  const loads = stats.map(({ route, firstLoadChunkPaths: paths }) => ({
    route,
    files: paths.map((path) => path.replace(/^.*?\/static\//, "/_next/static/")),
    kb: paths.reduce((sum, path) => sum + (sizes.get(path) ?? Number.NaN), 0) / 1000,
    budgetKb: ENTRANCES.has(route) ? ENTRANCE_BUDGET_KB : BUDGET_KB,
  }));
  return loads.sort((a, b) => b.kb - a.kb);
}

/** One line a page: its size, its budget, its address. */
export function firstLoadTable(loads: readonly FirstLoad[]): string[] {
  return loads.map(({ route, kb, budgetKb }) => {
    const over = kb > budgetKb ? `  over by ${(kb - budgetKb).toFixed(1)}` : "";
    return `${kb.toFixed(1).padStart(7)} KB of ${budgetKb}  ${route}${over}`;
  });
}
