import { type Letter, letter, named } from "@/lib/mail/mail";
import { mailTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

const day = (locale: Locale, date: Date) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);

type Deleted = { owner: string; name: string; who: string; purgeAfter: Date; link: string };

export function organizationDeletedMail(
  locale: Locale,
  { owner, name, who, purgeAfter, link }: Deleted,
): Letter {
  const t = mailTexts(locale);
  const facts = { organization: named(name), who: named(who) };
  return letter({
    ...{ locale, name: owner, organization: facts.organization },
    subject: t("organization.deleted.subject", facts),
    before: [
      t("organization.deleted.text", facts),
      t("organization.deleted.until", { day: day(locale, purgeAfter) }),
    ],
    ...{ link, action: t("organization.deleted.action"), after: [t("organization.ownerWhy")] },
  });
}

type Restored = { owner: string; name: string; who: string; link: string };

export function organizationRestoredMail(locale: Locale, { owner, name, who, link }: Restored): Letter {
  const t = mailTexts(locale);
  const facts = { organization: named(name), who: named(who) };
  return letter({
    ...{ locale, name: owner, organization: facts.organization },
    subject: t("organization.restored.subject", facts),
    before: [t("organization.restored.text", facts)],
    ...{ link, action: t("organization.restored.action"), after: [t("organization.ownerWhy")] },
  });
}

type Gone = { owner: string; name: string; id: string; at: Date; rows: number; files: number };

/** The receipt. */
export function organizationGoneMail(locale: Locale, { owner, name, id, at, rows, files }: Gone): Letter {
  const t = mailTexts(locale);
  const organization = named(name);
  const written = letter({
    ...{ locale, name: owner, organization, subject: t("organization.gone.subject", { organization }) },
    before: [t("organization.gone.text", { organization })],
    after: [t("organization.gone.backups"), t("organization.gone.account")],
  });
  const facts = [
    [t("organization.gone.organization"), organization],
    [t("organization.gone.id"), id],
    [t("organization.gone.day"), day(locale, at)],
    [t("organization.gone.rows"), rows.toLocaleString(locale)],
    [t("organization.gone.files"), files.toLocaleString(locale)],
  ] as const;
  return {
    ...written,
    blocks: [...written.blocks.slice(0, 2), { kind: "facts", facts }, ...written.blocks.slice(2)],
  };
}

type Disabled = { owner: string; organization: string; host: string; days: number; link: string };

/** A webhook gets nothing more. */
export function webhookDisabledMail(
  locale: Locale,
  { owner, organization, host, days, link }: Disabled,
): Letter {
  const t = mailTexts(locale);
  const whose = named(organization);
  return letter({
    ...{ locale, name: owner, organization: whose, subject: t("webhook.subject", { organization: whose }) },
    before: [t("webhook.text", { host: named(host), days }), t("webhook.check")],
    ...{ link, action: t("webhook.action"), after: [t("organization.ownerWhy")] },
  });
}
