import { EVENT_TYPES, type EventGroup, type EventType, groupOf } from "@/lib/model/event";

const GROUPS: Readonly<Record<EventGroup, { label: string; help: string }>> = {
  run: { label: "Runs", help: "A run of a sync starts, needs approval, ends, fails or is undone." },
  user: { label: "Users", help: "A user is created, updated, removed or restored. Names of changed fields." },
  list: {
    label: "User lists",
    help: "A user is added to a list or removed from it, or the list itself changes.",
  },
  alert: { label: "Alerts", help: "A sync needs attention, or works again." },
  audit: { label: "Audit log", help: "Every entry of the audit log." },
};

/** The groups of events in the order of the form. */
export const EVENT_CHOICES = (Object.keys(GROUPS) as EventGroup[]).map((group) => ({
  group,
  ...GROUPS[group],
  types: EVENT_TYPES.filter((type) => groupOf(type) === group),
}));

/** What a webhook is sent, in words. */
export function eventsInWords(types: readonly EventType[]): string {
  return EVENT_CHOICES.filter(({ types: all }) => all.some((type) => types.includes(type)))
    .map(({ label }) => label)
    .join(", ");
}
