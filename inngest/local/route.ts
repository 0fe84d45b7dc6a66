import { ulid } from "ulid";
import type { Db } from "@/lib/db/client";
import {
  listOpenRuns,
  listWaitingEvents,
  type NewRun,
  type Routed,
  routeAll,
  type SentEvent,
} from "@/lib/jobs/local/inbox.store";
import type { App } from "./app";
import { type FunctionConfig, slotsOf } from "./configs";
import { durationMs } from "./duration";
import { isTrue } from "./expressions";

const BATCH = 200;

/** Turns waiting events into the runs they start, and cancels the runs they end. Returns whether more may wait. */
export async function routeEvents(app: App, db: Db): Promise<boolean> {
  const waiting = await listWaitingEvents(db, BATCH);
  const configs = [...app.configs.values()];
  let routed: Routed[] = [];
  for (const sent of waiting) {
    const runs = configs
      .filter((config) => isTriggered(config, sent))
      .map((config) => newRun(app, config, sent));
    const rules = rulesOf(configs, sent);
    // It may end what an event before it starts.
    if (rules.length > 0 && routed.length > 0) {
      await routeAll(db, routed);
      routed = [];
    }
    routed.push({ eventId: sent.id, runs, cancelledRunIds: await findCancelled(rules, sent, db) });
  }
  if (routed.length > 0) await routeAll(db, routed);
  return waiting.length === BATCH;
}

/** A run of `config` for an event. A named event starts each function once. */
export function newRun(
  app: App,
  config: FunctionConfig,
  { event, named }: Pick<SentEvent, "event" | "named">,
): NewRun {
  return {
    id: ulid(),
    functionId: config.id,
    event,
    dedupKey: named ? `${config.id}:${event.id}` : null,
    ...slotsOf(config, event),
    tenant: app.sharing.tenantOf(event),
    lanes: app.sharing.lanesOf(config),
  };
}

function isTriggered(config: FunctionConfig, { event }: SentEvent): boolean {
  return config.events.some(
    ({ name, expression }) => name === event.name && (expression === null || isTrue(expression, { event })),
  );
}

type Rule = FunctionConfig["cancelOn"][number] & { functionId: string };

function rulesOf(configs: readonly FunctionConfig[], { event }: SentEvent): Rule[] {
  return configs.flatMap((config) =>
    config.cancelOn
      .filter((rule) => rule.event === event.name)
      .map((rule) => ({ functionId: config.id, ...rule })),
  );
}

async function findCancelled(rules: readonly Rule[], { event }: SentEvent, db: Db): Promise<string[]> {
  if (rules.length === 0) return [];
  const open = await listOpenRuns(db, [...new Set(rules.map(({ functionId }) => functionId))]);
  const isEnded = (run: (typeof open)[number]) =>
    rules.some(({ functionId, expression, timeout }) => {
      if (functionId !== run.functionId) return false;
      // With a time-out the run only listens for that long.
      const listensUntil =
        timeout === null ? Infinity : Date.parse(run.createdAt) + (durationMs(timeout) ?? 0);
      if (listensUntil < Date.now()) return false;
      return expression === null || isTrue(expression, { event: run.event, async: event });
    });
  return open.filter(isEnded).map(({ id }) => id);
}
