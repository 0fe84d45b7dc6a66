import type { Message } from "@/lib/channels/message";
import { selectOrganizationName } from "@/lib/channels/organization.store";
import type { Ctx } from "@/lib/context";
import { named } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import type { DeliveryVia } from "@/lib/model/channel";
import type { Locale } from "@/lib/model/locale";

/** What a test says: whose it is, and that it works. */
export async function testMessage(
  ctx: Ctx,
  { base, via, locale }: { base: string; via: DeliveryVia; locale: Locale },
): Promise<Message> {
  const { name, slug } = await ctx.db.run((tx) => selectOrganizationName(tx, ctx));
  const organization = named(name);
  const t = mailTexts(locale);
  return {
    title: t("test.title"),
    organization,
    lines: [t(via === "mail" ? "test.text" : "test.channel", { organization })],
    facts: [],
    sections: [],
    action: { label: t("test.action"), href: new URL(`/${slug}/settings/alerts`, base).href },
  };
}
