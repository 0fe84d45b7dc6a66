import type { Notice, NoticePlan } from "@/lib/alerts/read-notice";
import { unreachable } from "@/lib/errors";
import { formatNumber } from "@/lib/format/number";
import { listed, plural } from "@/lib/format/plural";
import { formatDayTime } from "@/lib/format/time";
import { plainLine } from "@/lib/mail/mail";
import { ALERT_LABELS } from "@/lib/model/alert-labels";
import type { ChangeKind } from "@/lib/model/plan";

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

/** A notice in words, as mails and chats tell it. `base` is the address of this Rollcall. */
export function messageOf(notice: Notice, { base, now }: { base: string; now: Date }): Message {
  const organization = plainLine(notice.organization.name);
  const { title, lines, label } = headOf(notice);
  const also = notice.also.map((kind) => ALERT_LABELS[kind].noun);
  const ends = notice.ends.map((kind) => ALERT_LABELS[kind].noun);
  return {
    title,
    organization,
    lines: [
      ...lines,
      ...(notice.plan ? planLines(notice.plan, now) : []),
      ...(also.length > 0 ? [`At the same time: ${listed(also, "and")}.`] : []),
      ...(ends.length > 0 ? [`No longer: ${listed(ends, "and")}.`] : []),
    ],
    facts: factsOf(notice),
    sections: notice.plan ? sectionsOf(notice.plan) : [],
    action: { label, href: new URL(notice.path, base).href },
  };
}

type Head = { title: string; lines: string[]; label: string };

function headOf(notice: Notice): Head {
  const { kind, transition, run, detail } = notice;
  const sync = plainLine(notice.sync.name);
  const place = plainLine(notice.workspace.name);
  const source = plainLine(notice.source?.name ?? sync);
  const title = (state: string) => `${state}: ${sync} in ${place}`;
  if (transition === "cleared")
    return { title: title("Recovered"), lines: [RECOVERED[kind](sync)], label: "Open the sync" };
  const failure = run?.failure
    ? [run.failure.message, ...(run.failure.remedy ? [run.failure.remedy] : [])]
    : [];
  switch (kind) {
    case "pending":
      return {
        title: title(transition === "reminder" ? "Still pending approval" : "Pending approval"),
        lines: [
          transition === "reminder"
            ? `The plan of ${sync} has been pending approval since ${formatDayTime(notice.raisedAt, notice.at, "UTC")} UTC.`
            : `A sync of ${sync} has made a plan that needs your approval.`,
        ],
        label: "Review the plan",
      };
    case "failed":
      return {
        title: title("Failed"),
        lines: [`A sync of ${sync} has failed.`, ...failure],
        label: "View the run",
      };
    case "row_errors":
      return {
        title: title("New row errors"),
        lines: [
          `${plural(detail.errors ?? 0, "row")} of ${sync} could not be used. The run before had no such errors. Everyone else was synced.`,
        ],
        label: "View the rows",
      };
    case "late":
      return {
        title: title("Late"),
        lines: [`No new file has arrived for ${sync} in the time that you set.`],
        label: "Open the sync",
      };
    case "host_key":
      return {
        title: title("Host key changed"),
        lines: [
          `The server of ${source} has another host key than the one that was approved. Nothing was sent to it.`,
          "If your IT team has replaced the server, approve the new key. Otherwise ask them.",
        ],
        label: "Compare the keys",
      };
    case "unreachable":
      return {
        title: title("Unreachable"),
        lines: [`The server of ${source} has not been reachable for a day.`, ...failure],
        label: "Open the sync",
      };
    default:
      return unreachable(kind);
  }
}

const RECOVERED: Readonly<Record<Notice["kind"], (sync: string) => string>> = {
  failed: (sync) => `${sync} syncs again.`,
  pending: (sync) => `The plan of ${sync} is decided.`,
  row_errors: (sync) => `${sync} has no row errors any more.`,
  late: (sync) => `A file has arrived for ${sync}.`,
  host_key: (sync) => `The host key of the server of ${sync} is approved again.`,
  unreachable: (sync) => `The server of ${sync} is reachable again.`,
};

function planLines(
  { isPending, isPartlyApplied, supersededBy, expiresAt, reasons }: NoticePlan,
  now: Date,
): string[] {
  if (supersededBy) return ["A newer plan has replaced this one."];
  if (!isPending) return ["This plan is no longer pending: someone has decided about it, or it has expired."];
  return [
    ...reasons,
    ...(isPartlyApplied ? ["The other changes were applied already."] : []),
    ...(expiresAt ? [`The plan expires on ${formatDayTime(expiresAt, now, "UTC")} UTC.`] : []),
  ];
}

function factsOf({ plan, run, detail, kind, transition }: Notice): [string, string][] {
  if (transition === "cleared") return [];
  if (kind === "pending") {
    const counts = detail.counts ?? run?.counts;
    if (!plan?.isPending || !counts) return [];
    return counted([
      ["Would be created", counts.created],
      ["Would be updated", counts.updated],
      ["Would be removed", counts.removed],
      ["Would be restored", counts.restored],
    ]);
  }
  return [];
}

function counted(facts: [string, number][]): [string, string][] {
  return facts.filter(([, count]) => count > 0).map(([label, count]) => [label, formatNumber(count)]);
}

const WOULD: Readonly<Record<ChangeKind, string>> = {
  create: "would be created",
  update: "would be updated",
  remove: "would be removed",
  restore: "would be restored",
  relink: "would get another ID",
};

function sectionsOf({ people, losses }: NoticePlan): Message["sections"] {
  const lost = (title: string, things: readonly { name: string; lost: number }[]) => ({
    title,
    items: things.map(
      ({ name, lost: count }) => `${plainLine(name)}: ${plural(count, "person", "people")} fewer`,
    ),
  });
  return [
    {
      title: "Some of the people",
      items: people.map(({ name, kind }) => `${plainLine(name)} ${WOULD[kind]}`),
    },
    lost("User lists that lose most", losses.lists),
    lost("Pages that lose most readers", losses.pages),
    lost("Teams that lose most", losses.teams),
  ].filter(({ items }) => items.length > 0);
}
