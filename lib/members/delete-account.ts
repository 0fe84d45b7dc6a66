import { requireConfirmed } from "@/lib/auth/confirm";
import { languageOf } from "@/lib/auth/language";
import { closeMailLinks } from "@/lib/auth/mail-links.store";
import type { Later } from "@/lib/auth/portal/request-link";
import { noteSignIn } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { accountDeletedMail } from "@/lib/mail/templates/security";
import { countOtherOwners, deleteAccountRow, selectMemberships } from "@/lib/members/delete-account.store";
import { lockOwners } from "@/lib/members/store";

/** Organizations that would be left without an owner. */
export async function listOnlyOwned(ctx: AccountCtx): Promise<string[]> {
  const { accountId } = ctx;
  return ctx.db.run(async (tx) => {
    const names: string[] = [];
    for (const { orgId, role, name } of await selectMemberships(tx, accountId)) {
      await enterTenant(tx, orgId);
      if (role === "owner" && (await countOtherOwners(tx, orgId, accountId)) === 0) names.push(name);
    }
    return names;
  });
}

/**
 * Deletes the account of the signed-in person with its sessions, factors and memberships. What they did stays in the audit
 * logs. Throws `confirm_needed`, `invalid_input` when `typed` is not their address, `conflict` for the last owner of an organization.
 */
export async function deleteAccount(
  ctx: AccountCtx,
  { typed }: { typed: string },
  later: Later = () => {},
): Promise<void> {
  requireConfirmed(ctx);
  const { accountId, email, name } = ctx;
  const locale = await languageOf(ctx, accountId);
  if (typed.trim().toLowerCase() !== email.toLowerCase())
    throw new AppError("invalid_input", "Type your e-mail address to confirm.");
  await ctx.db.run(async (tx) => {
    for (const { orgId, role, name: organization } of await selectMemberships(tx, accountId)) {
      if (role !== "owner") continue;
      await enterTenant(tx, orgId);
      if ((await lockOwners(tx, orgId)).length === 1) throw onlyOwner(organization);
    }
    await enterTenant(tx, "");
    await noteSignIn(tx, accountId, { action: "account.delete", detail: {} });
    await closeMailLinks(tx, email, ctx.clock());
    await deleteAccountRow(tx, accountId);
  });
  if (smtpSettings()) {
    const mail = { to: { name, address: email }, ...accountDeletedMail(locale, { name }) };
    later(async () => void (await sendAccountMail(ctx, mail)));
  }
  ctx.log.info("auth.account.deleted", { accountId });
}

function onlyOwner(organization: string): AppError {
  return new AppError("conflict", `You are the only owner of ${organization}.`, {
    remedy: "Make another member an owner, or delete the organization, first.",
  });
}
