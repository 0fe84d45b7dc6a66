import { plural } from "@/lib/format/plural";
import { NIGHT_LETTERS, type NightState, statesOf } from "@/lib/overview/nights";

export const NIGHT_LABELS: Readonly<Record<NightState, string>> = {
  changed: "Changes applied",
  issues: "Applied with issues",
  same: "No change",
  pending: "Pending approval",
  failed: "Failed",
  waiting: "Waiting for a file",
  late: "File late",
  running: "Running",
  dropped: "Not applied",
  undone: "Undone",
  none: "No run",
};

/** "30 nights: changes applied on 26, no change on 3, failed on 1": what a strip shows, in words. */
export function stripText(strip: string): string {
  const counts = new Map<NightState, number>();
  for (const state of statesOf(strip)) counts.set(state, (counts.get(state) ?? 0) + 1);
  const nights = statesInOrder([...counts.keys()]).filter((state) => state !== "none");
  if (nights.length === 0) return "no runs in the last 30 nights";
  return `${plural(strip.length, "night")}: ${nights
    .map((state) => `${NIGHT_LABELS[state].toLowerCase()} on ${counts.get(state)}`)
    .join(", ")}`;
}

/** The states that occur in some strips, in the order of a legend. */
export function statesOfStrips(strips: readonly string[]): NightState[] {
  return statesInOrder([...new Set(strips.flatMap(statesOf))]);
}

function statesInOrder(states: readonly NightState[]): NightState[] {
  const found = new Set(states);
  return (Object.keys(NIGHT_LETTERS) as NightState[]).filter((state) => found.has(state));
}
