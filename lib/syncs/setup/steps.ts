import { CONFIRMED_STEPS, type ConfirmedStep } from "@/lib/model/setup";

/** The way from a Remote Source to a sync that runs every night, in order. */
export const SETUP_STEPS = ["source", "file", "contents", ...CONFIRMED_STEPS, "plan", "on"] as const;

export type SetupStep = (typeof SETUP_STEPS)[number];

export type SetupFacts = {
  /** Its Remote Source was reached. */
  sourceChecked: boolean;
  /** The file has been chosen. */
  hasFile: boolean;
  /** The file has been looked into, by a run or for this. */
  isRead: boolean;
  /** Null once the set-up is over. */
  confirmed: readonly ConfirmedStep[] | null;
  plan: SetupPlan;
};

/** What became of its first plan. `applying`: approved, and not applied yet. */
export type SetupPlan = "none" | "running" | "failed" | "pending" | "applying" | "applied";

export type SetupProgress = {
  steps: { id: SetupStep; done: boolean }[];
  doneCount: number;
  /** The first that is not done; null when all are. */
  next: SetupStep | null;
};

/** How far the set-up is. What a later step shows to be true counts for the earlier ones: a file that was read was found. */
export function setupProgress(facts: SetupFacts): SetupProgress {
  const { sourceChecked, hasFile, isRead, confirmed, plan } = facts;
  const planned = plan === "pending" || plan === "applying" || plan === "applied";
  const read = isRead || planned;
  const isOver = confirmed === null;
  const done: Record<SetupStep, boolean> = {
    source: sourceChecked || read,
    file: hasFile || read,
    contents: read,
    fields: isOver || confirmed.includes("fields"),
    schedule: isOver || confirmed.includes("schedule"),
    limits: isOver || confirmed.includes("limits"),
    plan: plan === "applied",
    on: isOver && plan === "applied",
  };
  const steps = SETUP_STEPS.map((id) => ({ id, done: done[id] }));
  return {
    steps,
    doneCount: steps.filter((step) => step.done).length,
    next: steps.find((step) => !step.done)?.id ?? null,
  };
}
