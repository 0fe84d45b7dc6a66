import { subDays } from "date-fns";
import { deleteOldBulkEdits, oldBulkEdits, silentBulkEdits } from "@/lib/bulk-edits/system.store";
import { sendBulkEditRequested } from "@/lib/jobs/send";
import { BULK_UNDO_DAYS } from "@/lib/model/bulk-edit";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";

const SILENT_MS = 2 * 60_000;
const MOST = 200;

/** Every minute: asks again for bulk edits that nobody has worked on for two minutes, whatever became of their jobs. */
export async function sweepBulkEdits(deps: JobDeps = jobDeps()): Promise<{ requested: number }> {
  const now = deps.clock().getTime();
  const silent = await silentBulkEdits(deps.db, new Date(now - SILENT_MS), MOST);
  const turn = `sweep ${Math.floor(now / SILENT_MS)}`;
  for (const ref of silent) await sendBulkEditRequested(ref, turn);
  return { requested: silent.length };
}

/** Deletes bulk edits that can't be undone any more, with what they kept of users. */
export async function purgeBulkEdits(deps: JobDeps = jobDeps()): Promise<number> {
  const before = subDays(deps.clock(), BULK_UNDO_DAYS);
  let deleted = 0;
  for (const place of await oldBulkEdits(deps.db, before)) {
    const ctx = openSystem(place, deps);
    deleted += await ctx.db.run((tx) => deleteOldBulkEdits(tx, ctx, before));
  }
  return deleted;
}
