import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { hello, letter, plainLine } from "@/lib/mail/mail";
import { sendMail } from "@/lib/mail/send";
import { selectMembers } from "@/lib/members/store";
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
    const link = `${publicUrl()}/${organization.slug}/settings/webhooks`;
    const written = disabledMail({ name, organization: organization.name, host: new URL(url).host, link });
    await sendMail(ctx, { ...written, to: { name, address: email } }).catch((error: unknown) => {
      ctx.log.error("webhook.disabled.mail_failed", { orgId: ctx.orgId }, error);
    });
  }
}

type Told = { name: string; organization: string; host: string; link: string };

function disabledMail({ name, organization, host, link }: Told) {
  return letter({
    subject: `A webhook of ${plainLine(organization)} was disabled`,
    organization,
    before: [
      hello(name),
      `The webhook to ${plainLine(host)} has not accepted a message for ${FAILING_DAYS_MAX} days, or has asked for no more. Rollcall has disabled it.`,
      "Check the server, then enable the webhook again. Events that are still stored are delivered then.",
    ],
    ...{ link, action: "Open webhooks" },
    after: ["You get this e-mail because you are an owner of the organization."],
  });
}
