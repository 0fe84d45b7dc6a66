import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with package.json. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

const TETHER = join(PROJECT, "lib/runtime/tether.mjs");
const NEXT = join(PROJECT, "node_modules/next/dist/bin/next");

/** Arguments for `node` that run one of Next's commands. */
export function nextCommand(...args: readonly string[]): string[] {
  return ["--import", TETHER, NEXT, ...args];
}

/** Arguments for `node` that run one of our TypeScript files. */
export function scriptCommand(path: string, ...args: readonly string[]): string[] {
  return ["--import", TETHER, "--import", "tsx", join(PROJECT, path), ...args];
}
