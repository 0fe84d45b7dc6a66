import { selectLanguageByEmail } from "@/lib/auth/language.store";
import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { sendMail } from "@/lib/mail/send";
import { webhookDisabledMail } from "@/lib/mail/templates/organizations";
import { selectMembers } from "@/lib/members/store";
import { DEFAULT_LOCALE } from "@/lib/model/locale";
import { FAILING_DAYS_MAX } from "@/lib/model/webhook";
import { selectOrganization } from "@/lib/organizations/store";
import type { EndpointRow } from "@/lib/webhooks/endpoints.store";

/** Mails the owners that a webhook gets nothing more. A mail that can't be sent stops nothing: the page says so too. */
export async function tellDisabled(ctx: Ctx, { url }: Pick<EndpointRow, "url">): Promise<void> {
  const { organization, owners } = await ctx.db.run(async (tx) => ({
    organization: await selectOrganization(tx, ctx.orgId),
    owners: (await selectMembers(tx, ctx.orgId)).filter(({ role }) => role === "owner"),
  }));
  if (!organization) return;
  for (const { name, email } of owners) {
    const language = await ctx.db.run((tx) => selectLanguageByEmail(tx, email));
    const written = webhookDisabledMail(language ?? DEFAULT_LOCALE, {
      ...{ owner: name, organization: organization.name, host: new URL(url).host, days: FAILING_DAYS_MAX },
      link: `${publicUrl()}/${organization.slug}/settings/webhooks`,
    });
    await sendMail(ctx, { ...written, to: { name, address: email } }).catch((error: unknown) => {
      ctx.log.error("webhook.disabled.mail_failed", { orgId: ctx.orgId }, error);
    });
  }
}
