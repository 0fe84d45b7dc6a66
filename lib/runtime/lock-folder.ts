import type { DataFolder } from "@/lib/runtime/data-folder";
import { type Lock, takeLock } from "@/lib/runtime/lock";
import { terminal } from "@/lib/runtime/terminal";

/** A stop takes this long at the very most. */
const WAITS_MAX = 150;
const WAIT_MS = 200;

/** Makes us the only supervisor of the data folder. Waits for one that is stopping, throws when one is running. */
export async function lockFolder(
  folder: DataFolder,
  signal: AbortSignal,
): Promise<Extract<Lock, { taken: true }>> {
  for (let waited = 0; ; waited += 1) {
    const lock = await takeLock(folder.root, "rollcall", () => ({
      pid: process.pid,
      stopping: signal.aborted,
    }));
    if (lock.taken) return lock;
    if (!lock.holder.stopping || waited > WAITS_MAX) {
      throw new Error(
        `Rollcall is running already on the data folder ${folder.root} (process ${lock.holder.pid}). ` +
          "Stop it first, or set ROLLCALL_DATA_DIR to another folder.",
      );
    }
    if (waited === 0) terminal.say("Waiting for the Rollcall before this one to stop …");
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
}
