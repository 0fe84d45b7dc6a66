import type { Message } from "@/lib/channels/message";
import { selectOrganizationName } from "@/lib/channels/organization.store";
import type { Ctx } from "@/lib/context";
import { plainLine } from "@/lib/mail/mail";
import type { DeliveryVia } from "@/lib/model/channel";

/** What a test says: whose it is, and that it works. */
export async function testMessage(
  ctx: Ctx,
  { base, via }: { base: string; via: DeliveryVia },
): Promise<Message> {
  const { name, slug } = await ctx.db.run((tx) => selectOrganizationName(tx, ctx));
  const organization = plainLine(name);
  return {
    title: "Test of alerts from Rollcall",
    organization,
    lines: [
      via === "mail"
        ? `Alerts of ${organization} reach you by e-mail.`
        : `Alerts of ${organization} are sent to this channel.`,
    ],
    facts: [],
    sections: [],
    action: { label: "Open the settings of alerts", href: new URL(`/${slug}/settings/alerts`, base).href },
  };
}
