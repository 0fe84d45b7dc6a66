import { subDays } from "date-fns";
import { deleteRemovedUsers, deleteRunDetails, purgeable } from "@/lib/purge/store";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { RESTORE_DAYS } from "@/lib/users/limits";

/** How long a run can be read person by person. Its counts stay. */
const DETAILS_DAYS = 90;

/** Deletes what is past its time: users removed 30 days ago, and the details of runs after 90. */
export async function purgeOld(deps: JobDeps = jobDeps()): Promise<{ users: number; runs: number }> {
  const now = deps.clock();
  const limits = { usersBefore: subDays(now, RESTORE_DAYS), runsBefore: subDays(now, DETAILS_DAYS) };
  const purged = { users: 0, runs: 0 };
  for (const door of await purgeable(deps.db, limits)) {
    const ctx = openSystem(door, deps);
    purged.users += await deleteRemovedUsers(ctx, limits.usersBefore);
    purged.runs += await deleteRunDetails(ctx, limits.runsBefore);
  }
  if (purged.users + purged.runs > 0) deps.log.info("purge.done", purged);
  return purged;
}
