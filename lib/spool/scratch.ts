import { randomBytes } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { dataFolder } from "@/lib/spool/data-folders";

const HOUR_MS = 3_600_000;
const STALE_MS = 24 * HOUR_MS;

/** `<name>.<random>`, and an ending for what is made on the way to it. */
const NAME = /^[a-z0-9][a-z0-9-]{0,80}$/;
const OURS = /^[a-z0-9][a-z0-9-]{0,80}\.[0-9a-f]{16}(?:\.[a-z]+)?$/;

let sweptAt = 0;

/**
 * A new place in the local data folder for a file that is being made, where nothing lies yet: create it with mode 0600.
 * The caller removes it, or has the spool adopt it; what a dead process left is deleted after a day. `name` is made
 * from our own ids.
 */
export async function scratchFile(name: string): Promise<string> {
  if (!NAME.test(name)) throw new RangeError("This name is not valid for a file in progress.");
  const folder = await dataFolder("scratch");
  // Each machine has its own: nobody else would tidy up here.
  if (Date.now() - sweptAt > HOUR_MS) {
    sweptAt = Date.now();
    await sweepScratch(new Date(sweptAt - STALE_MS));
  }
  return join(folder, `${name}.${randomBytes(8).toString("hex")}`);
}

/** Deletes what was made for `name` on this machine, also by processes that died. */
export async function clearScratch(name: string): Promise<void> {
  await removeThose((found) => found.startsWith(`${name}.`));
}

/** Deletes what nobody has touched since. Gives how many went. */
export async function sweepScratch(before: Date): Promise<number> {
  return removeThose(async (_name, file) => {
    const found = await stat(file).catch(() => null);
    return found !== null && found.mtime < before;
  });
}

async function removeThose(
  isOne: (name: string, file: string) => boolean | Promise<boolean>,
): Promise<number> {
  const folder = await dataFolder("scratch");
  let removed = 0;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (!OURS.test(name) || !(await isOne(name, file))) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
