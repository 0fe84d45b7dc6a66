import { subDays } from "date-fns";
import { KEY_HOURS } from "@/lib/api/idempotency";
import { purgeRequests } from "@/lib/api/idempotency.store";
import { deleteMailLinks } from "@/lib/auth/mail-links.store";
import { deleteExpiredTokens } from "@/lib/auth/portal/portal.store";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { deleteSteps } from "@/lib/auth/sign-in-steps.store";
import { purgeBulkEdits } from "@/lib/bulk-edits/sweep";
import { deleteOldDeliveries } from "@/lib/channels/deliveries.store";
import { tenantDb } from "@/lib/db/tenant";
import { removeOrphans } from "@/lib/drops/tend";
import { deleteOldLooks } from "@/lib/file-looks/file-looks.store";
import { deleteOldLinks } from "@/lib/instructions/links.store";
import { deleteEndedWorks } from "@/lib/jobs/works.store";
import { forgetOldMails } from "@/lib/mail/outbox";
import { TYPE_UNDO_DAYS } from "@/lib/model/field-type-change";
import { deleteUnshown } from "@/lib/pages/pictures.store";
import { deleteOldPgpKeys } from "@/lib/purge/pgp-keys.store";
import { purgeOrganizations } from "@/lib/purge/purge-organizations";
import {
  deleteOldEntries,
  deleteOldFieldValues,
  deleteRemovedUsers,
  deleteRunDetails,
  foldOldRuns,
  purgeable,
  selectOrgIds,
} from "@/lib/purge/store";
import { retentionIn } from "@/lib/retention/read";
import { purgeAlerts } from "@/lib/runs/alerts.store";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { deleteChangeLog } from "@/lib/user-columns/user-columns.store";

/** How long what members were told is kept. */
const TOLD_DAYS = 90;
/** How long what files had is kept that were read for proposals. */
const LOOK_DAYS = 7;

/** How long a picture waits for the page that is to show it. */
const UNSHOWN_DAYS = 1;

/** How long it is known that there was a link to instructions. */
const ENDED_LINK_DAYS = 30;

type Purged = {
  users: number;
  runs: number;
  rows: number;
  tokens: number;
  pgpKeys: number;
  organizations: number;
  entries: number;
  alerts: number;
  bulkEdits: number;
};

/**
 * Deletes what is past the time that its organization keeps it: removed users, details of runs and the runs themselves,
 * deleted organizations, entries of the audit log, kept mails; ways into a portal, mailed links and halves of sign-ins a day after their end, replaced PGP keys once
 * they open nothing.
 */
export async function purgeOld(deps: JobDeps = jobDeps()): Promise<Purged> {
  const now = deps.clock();
  const tokensBefore = new Date(now.getTime() - PORTAL_LIFE.keptMs);
  const purged: Purged = {
    users: 0,
    runs: 0,
    rows: 0,
    tokens: 0,
    pgpKeys: 0,
    organizations: 0,
    entries: 0,
    alerts: 0,
    bulkEdits: 0,
  };
  for (const ref of await purgeable(deps.db, { now, tokensBefore })) {
    const ctx = openSystem(ref, deps);
    const days = await ctx.db.run((tx) => retentionIn(tx, ctx));
    purged.users += await deleteRemovedUsers(ctx, subDays(now, days.removedUsers));
    purged.runs += await deleteRunDetails(ctx, subDays(now, days.runDetails));
    purged.rows += await foldOldRuns(ctx, subDays(now, days.runs));
    purged.tokens += await ctx.db.run((tx) => deleteExpiredTokens(tx, ctx, tokensBefore));
  }
  for (const orgId of await selectOrgIds(deps.db)) {
    purged.entries += await purgeOrganization(deps, orgId, now);
  }
  purged.tokens += await tenantDb(deps.db, {}).run((tx) => deleteMailLinks(tx, tokensBefore));
  purged.tokens += await tenantDb(deps.db, {}).run((tx) => deleteSteps(tx, tokensBefore));
  const keysBefore = new Date(now.getTime() - KEY_HOURS * 3_600_000);
  purged.tokens += await tenantDb(deps.db, {}).run((tx) => purgeRequests(tx, keysBefore));
  purged.bulkEdits = await purgeBulkEdits(deps);
  purged.alerts = await purgeAlerts(deps.db, subDays(now, TOLD_DAYS));
  purged.organizations = await purgeOrganizations(deps);
  await removeOrphans(deps);
  await deleteEndedWorks(deps.db, subDays(now, 1));
  purged.pgpKeys = await deleteOldPgpKeys(deps.db, now);
  if (Object.values(purged).some((count) => count > 0)) deps.log.info("purge.done", purged);
  return purged;
}

/** What belongs to no workspace. */
async function purgeOrganization(deps: JobDeps, orgId: string, now: Date): Promise<number> {
  return tenantDb(deps.db, { orgId }).run(async (tx) => {
    const days = await retentionIn(tx, { orgId });
    const entries = await deleteOldEntries(tx, subDays(now, days.auditLog));
    await deleteOldLooks(tx, { orgId }, subDays(now, LOOK_DAYS));
    const messagesBefore = subDays(now, days.messages);
    await deleteOldDeliveries(tx, { orgId }, messagesBefore);
    await deleteOldFieldValues(tx, { orgId }, subDays(now, TYPE_UNDO_DAYS));
    await deleteChangeLog(tx, { orgId });
    await deleteUnshown(tx, { orgId }, subDays(now, UNSHOWN_DAYS));
    const links = await deleteOldLinks(tx, { orgId }, subDays(now, ENDED_LINK_DAYS));
    return entries + links + (await forgetOldMails(orgId, messagesBefore));
  });
}
