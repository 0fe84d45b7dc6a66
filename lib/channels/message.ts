import type { Notice, NoticePlan } from "@/lib/alerts/read-notice";
import { unreachable } from "@/lib/errors";
import { dayTimeIn } from "@/lib/format/dates-in";
import { named } from "@/lib/mail/mail";
import { type MailTexts, mailTexts } from "@/lib/messages/texts";
import type { AlertKind } from "@/lib/model/alert";
import { DEFAULT_LOCALE, type Locale } from "@/lib/model/locale";

/** A message in no form yet: what it says and where it leads. Counts, reasons and at most five names; never a row. */
export type Message = {
  title: string;
  /** Whose it is. */
  organization: string;
  lines: readonly string[];
  facts: readonly (readonly [label: string, value: string])[];
  sections: readonly { title: string; items: readonly string[] }[];
  action: { label: string; href: string };
};

type Reading = { base: string; now: Date; locale?: Locale };

/** A notice in words, as mails and chats tell it. `base` is the address of this Rollcall. */
export function messageOf(notice: Notice, { base, now, locale = DEFAULT_LOCALE }: Reading): Message {
  const t = mailTexts(locale);
  const at = (instant: Date, from: Date) => dayTimeIn(locale, instant, from, "UTC");
  const { title, lines, label } = headOf(notice, { t, locale }, at);
  const [also, ends] = [nouns(notice.also, { t, locale }), nouns(notice.ends, { t, locale })];
  return {
    title,
    organization: named(notice.organization.name),
    lines: [
      ...lines,
      ...(notice.plan ? planLines(notice.plan, { t, locale }, (instant) => at(instant, now)) : []),
      ...(also ? [t("alerts.also", { things: also })] : []),
      ...(ends ? [t("alerts.ends", { things: ends })] : []),
    ],
    facts: factsOf(notice, { t, locale }),
    sections: notice.plan ? sectionsOf(notice.plan, t) : [],
    action: { label, href: new URL(notice.path, base).href },
  };
}

type Words = { t: MailTexts; locale: Locale };

/** "a late file and new row errors" in the language; empty for none. */
export function nouns(kinds: readonly AlertKind[], { t, locale }: Words): string {
  const list = new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type: "conjunction" });
  return list.format(kinds.map((kind) => t(`alerts.nouns.${kind}`)));
}

type Head = { title: string; lines: string[]; label: string };
type At = (instant: Date, from: Date) => string;
type Failure = NonNullable<NonNullable<Notice["run"]>["failure"]>;

function headOf(notice: Notice, words: Words, at: At): Head {
  const { t } = words;
  const { kind, transition, run, detail } = notice;
  const sync = named(notice.sync.name);
  const source = named(notice.source?.name ?? notice.sync.name);
  const title = (state: "recovered" | "stillPending" | AlertKind) =>
    t("alerts.title", { state: t(`alerts.states.${state}`), sync, workspace: named(notice.workspace.name) });
  if (transition === "cleared")
    return {
      title: title("recovered"),
      lines: [t(`alerts.recovered.${kind}`, { sync })],
      label: t("alerts.actions.sync"),
    };
  const failure = run?.failure ? failureLines(run.failure, words) : [];
  switch (kind) {
    case "pending":
      return transition === "reminder"
        ? {
            title: title("stillPending"),
            lines: [t("alerts.reminder", { sync, at: at(notice.raisedAt, notice.at) })],
            label: t("alerts.actions.plan"),
          }
        : {
            ...{ title: title("pending"), lines: [t("alerts.pending", { sync })] },
            label: t("alerts.actions.plan"),
          };
    case "failed":
      return {
        ...{ title: title(kind), lines: [t("alerts.failed", { sync }), ...failure] },
        label: t("alerts.actions.run"),
      };
    case "row_errors":
      return {
        ...{ title: title(kind), lines: [t("alerts.rowErrors", { sync, count: detail.errors ?? 0 })] },
        label: t("alerts.actions.rows"),
      };
    case "late":
      return {
        ...{ title: title(kind), lines: [t("alerts.late", { sync })], label: t("alerts.actions.sync") },
      };
    case "host_key":
      return {
        ...{ title: title(kind), lines: [t("alerts.hostKey", { source }), t("alerts.hostKeyHelp")] },
        label: t("alerts.actions.keys"),
      };
    case "unreachable":
      return {
        ...{ title: title(kind), lines: [t("alerts.unreachable", { source }), ...failure] },
        label: t("alerts.actions.sync"),
      };
    default:
      return unreachable(kind);
  }
}

/** What the app says, in English: people compare it, or look for it. In other languages after what it is about. */
function failureLines({ code, message, remedy }: Failure, words: Words): string[] {
  const said = [message, remedy].flatMap((text) => (text ? [words.t("alerts.detail", { text })] : []));
  return [...about(`alerts.failures.${code}`, words), ...said];
}

function reasonLines({ code, reason }: NoticePlan["reasons"][number], words: Words): string[] {
  return [...about(`alerts.guards.${code}`, words), words.t("alerts.detail", { text: reason })];
}

/** Codes come from the database: one that is not in the catalog is told by its English text alone. */
function about(key: string, { t, locale }: Words): string[] {
  const known = key as "alerts.guards.removals";
  return locale !== DEFAULT_LOCALE && t.has(known) ? [t(known)] : [];
}

function planLines(plan: NoticePlan, words: Words, at: (instant: Date) => string): string[] {
  const { t } = words;
  if (plan.supersededBy) return [t("alerts.superseded")];
  if (!plan.isPending) return [t("alerts.decided")];
  return [
    ...plan.reasons.flatMap((reason) => reasonLines(reason, words)),
    ...(plan.isPartlyApplied ? [t("alerts.partly")] : []),
    ...(plan.expiresAt ? [t("alerts.expires", { at: at(plan.expiresAt) })] : []),
  ];
}

const COUNTS = ["created", "updated", "removed", "restored"] as const;

function factsOf({ plan, run, detail, kind, transition }: Notice, { t, locale }: Words): [string, string][] {
  const counts = detail.counts ?? run?.counts;
  if (transition === "cleared" || kind !== "pending" || !plan?.isPending || !counts) return [];
  return COUNTS.filter((each) => counts[each] > 0).map((each) => [
    t(`alerts.counts.${each}`),
    counts[each].toLocaleString(locale),
  ]);
}

function sectionsOf({ people, losses }: NoticePlan, t: MailTexts): Message["sections"] {
  const lost = (where: keyof NoticePlan["losses"]) => ({
    title: t(`alerts.sections.${where}`),
    items: losses[where].map(({ name, lost: count }) => t("alerts.fewer", { name: named(name), count })),
  });
  return [
    {
      title: t("alerts.sections.people"),
      items: people.map(({ name, kind }) => t(`alerts.people.${kind}`, { name: named(name) })),
    },
    ...[lost("lists"), lost("pages"), lost("teams")],
  ].filter(({ items }) => items.length > 0);
}
