import { isolated } from "@/lib/format/isolated";
import { mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

/** A mail to one person, as it goes out. `address` is one that `isEmail` holds for; `html` says the same as `text`. */
export type Mail = {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Where a mail program unsubscribes its reader with one POST (RFC 8058). */
  unsubscribe?: string;
  /** Of our own ids, for what may be sent again after a crash: mail programs show a mail once that has the same. */
  id?: string;
};

/** A part of a mail, in the order it is read. Everything in it is text: names may be made of anything. */
export type Block =
  | { kind: "text"; text: string; isGreeting?: true }
  | { kind: "heading"; text: string }
  /** A button; in text its address on a line of its own. */
  | { kind: "link"; href: string; label?: string }
  | { kind: "facts"; facts: readonly (readonly [label: string, value: string])[] }
  | { kind: "list"; items: readonly string[] };

/** What a mail says, before it has its two forms. No picture, nothing that shows us whether it was opened. */
export type Letter = {
  /** English where nothing else is said. */
  locale?: Locale;
  subject: string;
  /** Whose name is at the top; Rollcall's where it is about an account. */
  organization?: string;
  blocks: readonly Block[];
  /** At the end, smaller: why you get it, and where to change that. */
  footer?: { text: string; links: readonly { label: string; href: string }[] };
  unsubscribe?: string;
  id?: string;
};

/** A header's worth of text: no line break or other control character gets through, whatever a name is made of. */
export function plainLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, 200);
}

/** `action` is the button's label, such as "Set a new password". */
type Lines = {
  locale: Locale;
  /** Whom it is for; empty where nobody knows, or anyone could have written the name. */
  name: string;
  subject: string;
  organization?: string;
  before: readonly string[];
  link?: string;
  action?: string;
  after: readonly string[];
};

/** The usual mail: a greeting, lines, a button, more lines. */
export function letter({ locale, name, subject, organization, before, link, action, after }: Lines): Letter {
  const lines = (texts: readonly string[]) => texts.map((text) => ({ kind: "text", text }) as const);
  return {
    locale,
    subject,
    organization,
    blocks: [
      greeting(locale, name),
      ...lines(before),
      ...(link ? [{ kind: "link", href: link, label: action } as const] : []),
      ...lines(after),
    ],
  };
}

export function greeting(locale: Locale, name: string): Block {
  const t = mailTexts(locale);
  const text = name ? t("helloName", { name: named(name) }) : t("hello");
  return { kind: "text", text, isGreeting: true };
}

/** A name as it may be put into a line or a header of a mail. */
export function named(name: string): string {
  return isolated(plainLine(name));
}
