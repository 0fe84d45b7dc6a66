import { subDays } from "date-fns";
import { deleteMailLinks } from "@/lib/auth/mail-links.store";
import { deleteExpiredTokens } from "@/lib/auth/portal/portal.store";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { tenantDb } from "@/lib/db/tenant";
import { removeOrphans } from "@/lib/drops/tend";
import { RESTORE_DAYS } from "@/lib/model/limits";
import { deleteOldPgpKeys } from "@/lib/purge/pgp-keys.store";
import { deleteRemovedUsers, deleteRunDetails, foldOldRuns, purgeable } from "@/lib/purge/store";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";

/** How long a run can be read person by person. Its counts stay. */
const DETAILS_DAYS = 90;
/** How long a run is listed: the same month of last year still is. After that its month's sums stay. */
const RUN_DAYS = 400;

type Purged = { users: number; runs: number; rows: number; tokens: number; pgpKeys: number };

/**
 * Deletes what is past its time: users removed 30 days ago, details of runs after 90 days and the runs themselves after
 * 400, ways into a portal and mailed links a day after their end, replaced PGP keys once they open nothing.
 */
export async function purgeOld(deps: JobDeps = jobDeps()): Promise<Purged> {
  const now = deps.clock();
  const limits = {
    usersBefore: subDays(now, RESTORE_DAYS),
    detailsBefore: subDays(now, DETAILS_DAYS),
    runsBefore: subDays(now, RUN_DAYS),
    tokensBefore: new Date(now.getTime() - PORTAL_LIFE.keptMs),
  };
  const purged: Purged = { users: 0, runs: 0, rows: 0, tokens: 0, pgpKeys: 0 };
  for (const ref of await purgeable(deps.db, limits)) {
    const ctx = openSystem(ref, deps);
    purged.users += await deleteRemovedUsers(ctx, limits.usersBefore);
    purged.runs += await deleteRunDetails(ctx, limits.detailsBefore);
    purged.rows += await foldOldRuns(ctx, limits.runsBefore);
    purged.tokens += await ctx.db.run((tx) => deleteExpiredTokens(tx, ctx, limits.tokensBefore));
  }
  purged.tokens += await tenantDb(deps.db, {}).run((tx) => deleteMailLinks(tx, limits.tokensBefore));
  await removeOrphans(deps);
  purged.pgpKeys = await deleteOldPgpKeys(deps.db, now);
  if (Object.values(purged).some((count) => count > 0)) deps.log.info("purge.done", purged);
  return purged;
}
