import { tenantDb } from "@/lib/db/tenant";
import { forgetAllMails } from "@/lib/mail/outbox";
import { sendAccountMail } from "@/lib/mail/send";
import { organizationGoneMail } from "@/lib/mail/templates/organizations";
import { DEFAULT_LOCALE } from "@/lib/model/locale";
import { deleteEverything, type Owner, selectDue, selectOwners } from "@/lib/organizations/lifecycle.store";
import { selectOrganization } from "@/lib/organizations/store";
import { selectSpoolKeys } from "@/lib/purge/spool-keys.store";
import type { JobDeps } from "@/lib/runs/open-run";
import { spool } from "@/lib/spool/spool";

/**
 * Deletes what is left of organizations that were deleted 30 days ago: files in transit, kept mails and every row. Files
 * go first: rows say which there are, and a purge that was cut short begins again. A receipt stays, and is mailed.
 */
export async function purgeOrganizations(deps: JobDeps): Promise<number> {
  const now = deps.clock();
  const due = await selectDue(deps.db, now);
  for (const id of due) {
    const own = tenantDb(deps.db, {
      orgId: id,
      ofDeleted: true,
      actor: { kind: "system", label: "Rollcall" },
    });
    const { name, keys, owners } = await own.run(async (tx) => ({
      name: (await selectOrganization(tx, id))?.name ?? "",
      keys: await selectSpoolKeys(tx, id),
      owners: await selectOwners(tx, id),
    }));
    for (const key of keys) await spool().remove(key);
    await forgetAllMails(id);
    const receipt = await own.run((tx) => deleteEverything(tx, id, now));
    const rows = Object.values(receipt).reduce((sum, count) => sum + count, 0);
    deps.log.info("organization.purged", { orgId: id, rows, files: keys.length });
    await tellOwners(deps, owners, { name, id, at: now, rows, files: keys.length });
  }
  return due.length;
}

type Facts = Omit<Parameters<typeof organizationGoneMail>[1], "owner">;

async function tellOwners(deps: JobDeps, owners: readonly Owner[], facts: Facts): Promise<void> {
  const ctx = { db: tenantDb(deps.db, {}), clock: deps.clock, log: deps.log };
  for (const { name, email, language } of owners) {
    const written = organizationGoneMail(language ?? DEFAULT_LOCALE, { owner: name, ...facts });
    await sendAccountMail(ctx, { to: { name, address: email }, ...written }, []);
  }
}
