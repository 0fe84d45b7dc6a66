import type { InboxItem } from "@/lib/alerts/views";
import { formatNumber } from "@/lib/format/number";
import { listed, plural } from "@/lib/format/plural";
import { ALERT_LABELS } from "@/lib/model/alert-labels";

type Tone = "held" | "danger" | "success";

/** An item of the inbox as its list shows it. */
export type InboxLine = { title: string; text: string; tone: Tone; path: string };

/** Says what an item is about and where it leads. `org` is the slug of the organization. */
export function inboxLine(item: InboxItem, org: string): InboxLine {
  const { kind, transition, syncName, workspaceName, also, ends } = item;
  const more = [
    ...(also.length > 0
      ? [
          `Also: ${listed(
            also.map((one) => ALERT_LABELS[one].noun),
            "and",
          )}.`,
        ]
      : []),
    ...(ends.length > 0
      ? [
          `No longer: ${listed(
            ends.map((one) => ALERT_LABELS[one].noun),
            "and",
          )}.`,
        ]
      : []),
  ];
  const state = transition === "cleared" ? "Recovered" : STATES[kind];
  const isStill = transition === "reminder" ? `Still ${state.toLowerCase()}` : state;
  return {
    title: `${syncName}: ${isStill.charAt(0).toLowerCase()}${isStill.slice(1)}`,
    text: [...(transition === "cleared" ? [] : details(item)), ...more, workspaceName].join(" · "),
    tone:
      transition === "cleared"
        ? "success"
        : kind === "pending" || kind === "row_errors" || kind === "late"
          ? "held"
          : "danger",
    path: pathOf(item, org),
  };
}

const STATES: Readonly<Record<InboxItem["kind"], string>> = {
  pending: "Pending approval",
  failed: "Failed",
  row_errors: "New row errors",
  late: "Late",
  host_key: "Host key changed",
  unreachable: "Unreachable for a day",
};

/** Of a plan: what it would do. Nothing has happened yet. */
function details({ kind, detail }: InboxItem): string[] {
  if (kind === "row_errors") return [plural(detail.errors ?? 0, "row")];
  if (kind !== "pending" || !detail.counts) return [];
  const { created, updated, removed, restored } = detail.counts;
  const parts = [
    ...(removed > 0 ? [`${formatNumber(removed)} to remove`] : []),
    ...(created > 0 ? [`${formatNumber(created)} to create`] : []),
    ...(updated > 0 ? [`${formatNumber(updated)} to update`] : []),
    ...(restored > 0 ? [`${formatNumber(restored)} to restore`] : []),
  ];
  return parts.length > 0 ? [parts.join(", ")] : [];
}

function pathOf({ kind, runId, sourceId, syncId, workspaceSlug }: InboxItem, org: string): string {
  if (kind === "host_key" && sourceId) return `/${org}/remote-sources/${sourceId}/edit`;
  const place = `/${org}/${workspaceSlug}`;
  return runId ? `${place}/runs/${runId}` : `${place}/syncs/${syncId}`;
}
