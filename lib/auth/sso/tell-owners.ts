import { selectOwners } from "@/lib/auth/sso/sso.store";
import type { AccountCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { bypassedMail } from "@/lib/mail/templates/sso";
import { DEFAULT_LOCALE } from "@/lib/model/locale";

/** Mails the owners of an organization that one of them has opened it without single sign-on. */
export async function tellOwners(account: AccountCtx, orgId: string): Promise<void> {
  if (!smtpSettings()) return;
  const { name, log } = account;
  try {
    const owners = await account.db.run(async (tx) => {
      await enterTenant(tx, orgId);
      return selectOwners(tx, orgId);
    });
    for (const { email, name: ownerName, language, organization } of owners) {
      const written = bypassedMail(language ?? DEFAULT_LOCALE, { name: ownerName, who: name, organization });
      await sendAccountMail(account, { to: { name: ownerName, address: email }, ...written });
    }
  } catch (error) {
    // Whoever opens the organization because its provider is down must not be kept out by a mail server.
    log.error("auth.sso.tell_failed", { orgId }, error);
  }
}
