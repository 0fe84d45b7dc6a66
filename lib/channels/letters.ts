import type { Message } from "@/lib/channels/message";
import { type Block, greeting, type Letter } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

type Reader = {
  locale: Locale;
  name: string;
  /** Why the reader gets it. */
  why: string;
  /** Where the reader chooses what to be told. */
  preferences: string;
  /** Where one click ends it, without signing in. */
  unsubscribe: { page: string; oneClick: string };
};

/** A message as a mail to one member. */
export function letterOf(message: Message, reader: Reader): Letter {
  const { locale, name, why, preferences, unsubscribe } = reader;
  const t = mailTexts(locale);
  const text = (line: string): Block => ({ kind: "text", text: line });
  const facts: Block[] = message.facts.length > 0 ? [{ kind: "facts", facts: message.facts }] : [];
  return {
    locale,
    subject: message.title,
    organization: message.organization,
    blocks: [
      greeting(locale, name),
      ...message.lines.map(text),
      ...facts,
      { kind: "link", href: message.action.href, label: message.action.label },
      ...message.sections.flatMap(({ title, items }): Block[] => [
        { kind: "heading", text: title },
        { kind: "list", items },
      ]),
    ],
    footer: {
      text: why,
      links: [
        { label: t("alerts.settings"), href: preferences },
        { label: t("alerts.unsubscribe", { organization: message.organization }), href: unsubscribe.page },
      ],
    },
    unsubscribe: unsubscribe.oneClick,
  };
}
