import { copyFile, readdir, stat, truncate } from "node:fs/promises";
import { join } from "node:path";

const SIZE_BYTES_MAX = 20_000_000;
const EVERY_MS = 30_000;

/**
 * Empties each log of the folder that has grown too large, keeping its content as `<name>.log.1`. Processes keep
 * writing to the same file: they append. Returns how many were emptied.
 */
export async function rotateLogs(folder: string, sizeBytesMax: number = SIZE_BYTES_MAX): Promise<number> {
  let rotated = 0;
  for (const name of await readdir(folder)) {
    if (!name.endsWith(".log")) continue;
    const path = join(folder, name);
    if ((await stat(path)).size <= sizeBytesMax) continue;
    await copyFile(path, `${path}.1`);
    await truncate(path);
    rotated += 1;
  }
  return rotated;
}

/** Does so from time to time. A failure is no reason to stop: the next turn tries again. */
export function keepLogsSmall(folder: string): { stop: () => Promise<void> } {
  const timer = setInterval(() => void rotateLogs(folder).catch(() => {}), EVERY_MS);
  return { stop: async () => clearInterval(timer) };
}
