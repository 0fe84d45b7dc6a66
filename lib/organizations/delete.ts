import { addDays } from "date-fns";
import { writeAudit } from "@/lib/audit/write-audit";
import { requireConfirmed } from "@/lib/auth/confirm";
import type { Later } from "@/lib/auth/portal/request-link";
import type { AccountCtx, Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import { sendAccountMail } from "@/lib/mail/send";
import { organizationDeletedMail, organizationRestoredMail } from "@/lib/mail/templates/organizations";
import { DEFAULT_LOCALE, type Locale } from "@/lib/model/locale";
import {
  closeOrganization,
  type DeletedOrganization,
  type Owner,
  reopenOrganization,
  selectDeleted,
  selectOwners,
} from "@/lib/organizations/lifecycle.store";
import { selectOrganization } from "@/lib/organizations/store";

/** How long a deleted organization can be restored. */
export const RESTORABLE_DAYS = 30;

/**
 * Deletes the organization: it is closed for everyone immediately, portals, drops, syncs and tokens too, and everything of
 * it is deleted after 30 days. Until then an owner can restore it. Throws `invalid_input`, `confirm_needed`.
 */
export async function deleteOrganization(
  ctx: Ctx,
  { typedName }: { typedName: string },
  later: Later = () => {},
): Promise<{ purgeAfter: string }> {
  const now = ctx.clock();
  const purgeAfter = addDays(now, RESTORABLE_DAYS);
  const { name, owners } = await ctx.db.run(async (tx) => {
    const found = await selectOrganization(tx, ctx.orgId);
    if (!found) throw notFound("The organization");
    if (typedName.trim() !== found.name) {
      throw new AppError("invalid_input", "The name that was typed is not the name of this organization.");
    }
    requireConfirmed(ctx);
    const target = { targetKind: "organization" as const, targetId: ctx.orgId, targetLabel: found.name };
    await writeAudit(tx, ctx, { action: "organization.delete", ...target });
    const told = await selectOwners(tx, ctx.orgId);
    // exempt(actor): only members are asked to confirm
    const accountId = ctx.actor.kind === "member" ? ctx.actor.accountId : "";
    await closeOrganization(tx, ctx.orgId, { accountId, now, purgeAfter });
    return { name: found.name, owners: told };
  });
  ctx.log.info("organization.delete.done", { orgId: ctx.orgId });
  const link = new URL("/account/organizations", publicUrl()).href;
  const who = ctx.actor.label;
  later(() =>
    tell(ctx, owners, (locale, owner) =>
      organizationDeletedMail(locale, { owner, name, who, purgeAfter, link }),
    ),
  );
  return { purgeAfter: purgeAfter.toISOString() };
}

/** The deleted organizations that the account can restore. */
export async function listDeletedOrganizations(ctx: AccountCtx): Promise<DeletedOrganization[]> {
  return ctx.db.run((tx) => selectDeleted(tx, ctx.accountId));
}

/** Opens a deleted organization again, with everything in it. Throws `not_found` when it is gone, or not the account's. */
export async function restoreOrganization(
  ctx: AccountCtx,
  { id }: { id: string },
  later: Later = () => {},
): Promise<{ slug: string }> {
  const { accountId, name: who } = ctx;
  const now = ctx.clock();
  const done = await ctx.db.run(async (tx) => {
    const deleted = await selectDeleted(tx, accountId);
    if (!deleted.some((each) => each.id === id && each.purgeAfter > now)) throw notFound("The organization");
    await reopenOrganization(tx, id, now);
    const found = await selectOrganization(tx, id);
    if (!found) throw notFound("The organization");
    const target = { targetKind: "organization" as const, targetId: id, targetLabel: found.name };
    await writeAudit(tx, { orgId: id }, { action: "organization.restore", ...target });
    return { ...found, owners: await selectOwners(tx, id) };
  });
  const link = new URL(`/${done.slug}`, publicUrl()).href;
  later(() =>
    tell(ctx, done.owners, (locale, owner) =>
      organizationRestoredMail(locale, { owner, name: done.name, who, link }),
    ),
  );
  ctx.log.info("organization.restore.done", { orgId: id });
  return { slug: done.slug };
}

type Teller = Pick<Ctx, "db" | "clock" | "log">;
type Written = ReturnType<typeof organizationDeletedMail>;

async function tell(
  ctx: Teller,
  owners: readonly Owner[],
  write: (locale: Locale, owner: string) => Written,
): Promise<void> {
  for (const { name, email, language } of owners) {
    const mail = write(language ?? DEFAULT_LOCALE, name);
    await sendAccountMail(ctx, { to: { name, address: email }, ...mail });
  }
}
