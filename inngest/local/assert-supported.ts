import { LIMITS } from "@/lib/jobs/local/limits";
import { durationMs } from "./duration";
import { compile } from "./expressions";
import type { RawConfig } from "./raw-config";
import { nextTime } from "./schedule";

const KNOWN_OPTIONS = new Set(["id", "name", "triggers", "steps", "concurrency", "cancel"]);
const KNOWN_TRIGGER_PARTS = new Set(["event", "expression", "cron"]);
const FAILED_EVENT = "inngest/function.failed";

/**
 * Refuses at start what the local executor would get wrong later: every function option that it does not implement,
 * by name, and every value that Inngest's server would not accept either. Throws one error that lists them all.
 */
export function assertSupported(functions: readonly RawConfig[]): void {
  const wrong = functions.flatMap((config) =>
    [...options(config), ...triggers(config), ...limits(config), ...expressions(config)].map(
      (reason) => `${config.id}: ${reason}`,
    ),
  );
  if (wrong.length === 0) return;
  throw new Error(`The local executor can't run these job functions.\n  ${wrong.join("\n  ")}`);
}

// Stays: these sentences are the refusal itself. The executor has what our functions use, and running one with an
// option left out would be worse than not starting.
function options(config: RawConfig): string[] {
  const unknown = Object.entries(config).filter(
    ([name, value]) => !KNOWN_OPTIONS.has(name) && value !== undefined,
  );
  // Stays: this text is what refuses to start, no gap in the executor.
  const reasons = unknown.map(([name]) => `the option "${name}" is not implemented`);
  const steps = Object.keys(config.steps);
  if (steps.length !== 1 || steps[0] !== "step")
    reasons.push(`the steps "${steps.join(", ")}" are not implemented`);
  return reasons;
}

// Stays, for the same reason: none of our functions has wildcards, or waits for Inngest's own events.
function triggers(config: RawConfig): string[] {
  return config.triggers.flatMap((trigger) => {
    const reasons = Object.keys(trigger)
      .filter((part) => !KNOWN_TRIGGER_PARTS.has(part) && trigger[part] !== undefined)
      .map((part) => `the trigger option "${part}" is not implemented`);
    // Stays: each of these refuses a trigger that no function of ours has.
    if (trigger.event?.startsWith("inngest/") && trigger.event !== FAILED_EVENT) {
      reasons.push(`the trigger "${trigger.event}" is not implemented`);
    }
    if (trigger.event?.includes("*"))
      reasons.push(`the wildcard trigger "${trigger.event}" is not implemented`);
    const { cron } = trigger;
    if (cron !== undefined) reasons.push(...attempt(() => nextTime(cron, new Date(0))));
    return reasons;
  });
}

function limits(config: RawConfig): string[] {
  const counts: readonly [string, number, number][] = [
    ["triggers", config.triggers.length, LIMITS.triggers],
    ["concurrency", config.concurrency?.length ?? 0, LIMITS.concurrencyKeys],
    ["cancelOn", config.cancel?.length ?? 0, LIMITS.cancelOn],
    ["retries", config.steps.step?.retries?.attempts ?? 0, LIMITS.retries],
  ];
  const reasons = counts.flatMap(([name, count, max]) =>
    count > max ? [`${name}: ${count} is more than ${max}`] : [],
  );
  for (const { key, scope } of config.concurrency ?? []) {
    if (!key && scope && scope !== "fn") reasons.push(`concurrency: the scope "${scope}" needs a key`);
  }
  return reasons;
}

function expressions(config: RawConfig): string[] {
  const all = [
    ...config.triggers.map(({ expression }) => expression),
    ...(config.concurrency ?? []).map(({ key }) => key),
    ...(config.cancel ?? []).map((one) => one.if),
  ];
  const timeouts = (config.cancel ?? []).flatMap(({ timeout }) =>
    timeout === undefined || durationMs(timeout) !== null
      ? []
      : [`cancelOn: the timeout "${timeout}" is not a duration`],
  );
  return [...all.flatMap((text) => (text === undefined ? [] : attempt(() => compile(text)))), ...timeouts];
}

function attempt(work: () => unknown): string[] {
  try {
    work();
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : "is not usable"];
  }
}
