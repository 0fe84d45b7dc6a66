import type { Message } from "@/lib/channels/message";
import { type Block, hello, type Letter, plainLine } from "@/lib/mail/mail";

type Reader = {
  name: string;
  /** Why the reader gets it. */
  why: string;
  /** Where the reader chooses what to be told. */
  preferences: string;
  /** Where one click ends it, without signing in. */
  unsubscribe: { page: string; oneClick: string };
};

/** A message as a mail to one member. */
export function letterOf(message: Message, { name, why, preferences, unsubscribe }: Reader): Letter {
  const text = (line: string): Block => ({ kind: "text", text: line });
  const facts: Block[] = message.facts.length > 0 ? [{ kind: "facts", facts: message.facts }] : [];
  return {
    subject: plainLine(message.title),
    organization: message.organization,
    blocks: [
      text(hello(name)),
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
        { label: "Notification settings", href: preferences },
        { label: `Unsubscribe from alerts of ${message.organization}`, href: unsubscribe.page },
      ],
    },
    unsubscribe: unsubscribe.oneClick,
  };
}
