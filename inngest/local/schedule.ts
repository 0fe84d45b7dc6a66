import { Cron } from "croner";

/**
 * The first time after `after` at which an Inngest cron expression (five fields, `TZ=Europe/Paris` before them or else
 * UTC) is due; null if never again. Throws if it is not a cron expression.
 */
export function nextTime(expression: string, after: Date): Date | null {
  const [, zone, pattern] = /^TZ=(\S+)\s+(.*)$/.exec(expression) ?? [];
  const cron = new Cron(pattern ?? expression, { timezone: zone ?? "UTC", mode: "5-part", paused: true });
  return cron.nextRun(after);
}
