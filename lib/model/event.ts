import { RUN_STATES, type RunState } from "@/lib/model/run-state";

/** What an organization can be told of by events. `run.<state>`: a run came into that state. */
const NAMES = {
  user: ["created", "updated", "removed", "restored"],
  list: ["entered", "left", "changed"],
  alert: ["raised", "cleared"],
  audit: ["entry"],
} as const;

type Names = typeof NAMES;
type NameOf<G extends keyof Names> = `${G}.${Names[G][number]}`;

/** Events that come together: to be wanted or not is said of a group, so that what nobody wants costs nothing. */
export const EVENT_GROUPS = ["run", "user", "list", "alert", "audit"] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

export type EventType = `run.${RunState}` | { [G in keyof Names]: NameOf<G> }[keyof Names];

/** Every type, by group. */
export const EVENT_TYPES: readonly EventType[] = [
  ...RUN_STATES.map((state) => `run.${state}` as const),
  ...NAMES.user.map((name) => `user.${name}` as const),
  ...NAMES.list.map((name) => `list.${name}` as const),
  ...NAMES.alert.map((name) => `alert.${name}` as const),
  ...NAMES.audit.map((name) => `audit.${name}` as const),
];

export function isEventType(text: string): text is EventType {
  return (EVENT_TYPES as readonly string[]).includes(text);
}

export function groupOf(type: EventType): EventGroup {
  // Every type begins with the name of its group.
  return type.slice(0, type.indexOf(".")) as EventGroup;
}

/** As many as one delivery, one row of the log of events, and one page of it hold. */
export const EVENTS_A_BATCH = 500;
