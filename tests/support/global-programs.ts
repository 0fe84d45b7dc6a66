import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Paths of programs to run with `node`. */
    programs: Readonly<Record<Program, string>>;
  }
}

type Program = keyof typeof PROGRAMS;

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAMS = { worker: "tests/jobs/crash-worker.ts", drop: "lib/drop-server/main.ts" };

/** They load parts of their own from beside them. */
const IN_PARTS = ["@node-rs/argon2", "pino", "prom-client", "sharp", "ssh2", "ssh2-sftp-client"];

/** What packages of CommonJS expect around them. */
const COMMON_JS = `
import { createRequire as $$require } from "node:module";
import { dirname as $$folder } from "node:path";
import { fileURLToPath as $$path } from "node:url";
const require = $$require(import.meta.url), __filename = $$path(import.meta.url), __dirname = $$folder(__filename);`;

/**
 * Programs that the tests start more than a hundred times, each one file with its packages, made once: a start takes half
 * the processor time of one that finds its packages, and a quarter of one that compiles its sources as well.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Inside of the project, from where the other packages are found.
  const folder = await mkdtemp(join(PROJECT, "node_modules/.programs-"));
  await build({
    entryPoints: PROGRAMS,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    external: IN_PARTS,
    banner: { js: COMMON_JS },
    absWorkingDir: PROJECT,
    alias: { "@": PROJECT },
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  project.provide("programs", {
    worker: join(folder, "worker.mjs"),
    drop: join(folder, "drop.mjs"),
  });
  return () => rm(folder, { recursive: true, force: true });
}
