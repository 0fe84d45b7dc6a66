import { unreachable } from "@/lib/errors";

/** How many nights a strip has. */
export const NIGHTS = 30;

/** How each night is written in a strip. */
export const NIGHT_LETTERS = {
  changed: "c",
  issues: "i",
  same: "s",
  pending: "p",
  failed: "f",
  waiting: "w",
  late: "l",
  running: "r",
  dropped: "d",
  undone: "u",
  none: "-",
} as const;

/**
 * What became of a sync in a night. `changed`: users were changed; `issues`: and rows were skipped; `same`: there was
 * nothing to change; `waiting`: a file had not arrived yet; `dropped`: its plan was discarded, replaced or cancelled.
 */
export type NightState = keyof typeof NIGHT_LETTERS;

/** The runs of one night together, without those that were only a preview. */
export type NightFacts = {
  runs: number;
  hasOpen: boolean;
  hasPending: boolean;
  hasApplied: boolean;
  hasIssues: boolean;
  hasUndone: boolean;
  /** How the last run ended that ended by itself; null for none. */
  last: "applied" | "same" | "failed" | "waiting" | null;
};

/** A run that went well makes an earlier failure of the night good; waiting for a file spoils nothing that was applied. */
export function nightOf(facts: NightFacts, isLate: boolean): NightState {
  const state = ofRuns(facts);
  const isQuiet = state === "same" || state === "waiting" || state === "none";
  return isLate && isQuiet ? "late" : state;
}

function ofRuns({
  runs,
  hasOpen,
  hasPending,
  hasApplied,
  hasIssues,
  hasUndone,
  last,
}: NightFacts): NightState {
  if (hasOpen) return "running";
  if (hasPending) return "pending";
  const applied = hasIssues ? "issues" : "changed";
  switch (last) {
    case "failed":
      return "failed";
    case "waiting":
      return hasApplied ? applied : "waiting";
    case "applied":
      return applied;
    case "same":
      return hasApplied ? applied : "same";
    case null:
      if (hasApplied) return applied;
      if (hasUndone) return "undone";
      return runs > 0 ? "dropped" : "none";
    default:
      return unreachable(last);
  }
}

type Placed = { ago: number };
type LateTime = { fromAgo: number; toAgo: number };

const NO_RUNS: NightFacts = {
  runs: 0,
  hasOpen: false,
  hasPending: false,
  hasApplied: false,
  hasIssues: false,
  hasUndone: false,
  last: null,
};

/** The strip of a sync, the oldest night first. `ago`: how many days before today, by the sync's own clock. */
export function stripOf(nights: readonly (NightFacts & Placed)[], lateTimes: readonly LateTime[]): string {
  const byAgo = new Map(nights.map((night) => [night.ago, night]));
  const letters = Array.from({ length: NIGHTS }, (_, index) => {
    const ago = NIGHTS - 1 - index;
    return NIGHT_LETTERS[nightOf(byAgo.get(ago) ?? NO_RUNS, isLateAt(ago, lateTimes))];
  });
  return letters.join("");
}

/** Whether a file was late on a day. */
export function isLateAt(ago: number, lateTimes: readonly LateTime[]): boolean {
  return lateTimes.some(({ fromAgo, toAgo }) => ago <= fromAgo && ago >= toAgo);
}

const STATES = new Map(
  Object.entries(NIGHT_LETTERS).map(([state, letter]) => [letter as string, state as NightState]),
);

/** The nights of a strip, the oldest first. */
export function statesOf(strip: string): NightState[] {
  return [...strip].map((letter) => STATES.get(letter) ?? "none");
}
