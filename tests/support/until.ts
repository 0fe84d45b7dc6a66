import { setTimeout as sleep } from "node:timers/promises";

/** How long tests wait for what will come: long, since a machine may have a fifth of its speed for minutes. */
export const PATIENCE_MS = 180_000;

/** The same for `vi.waitFor`, which by itself waits for a second. */
export const PATIENCE = { timeout: PATIENCE_MS };

/** Waits until `isSo`; throws when it does not come to that within `withinMs`. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs = PATIENCE_MS): Promise<void> {
  const begun = Date.now();
  while (!(await isSo())) {
    if (Date.now() - begun > withinMs) throw new Error("It did not come to that in time.");
    await sleep(25);
  }
}
