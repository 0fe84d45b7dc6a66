import { ulid } from "ulid";
import type { Db } from "@/lib/db/client";
import {
  listOpenRuns,
  listWaitingEvents,
  type NewRun,
  routeEvent,
  type SentEvent,
} from "@/lib/jobs/local/inbox.store";
import type { App } from "./app";
import { type FunctionConfig, slotsOf } from "./configs";
import { durationMs } from "./duration";
import { isTrue } from "./expressions";

const BATCH = 20;

/** Turns waiting events into the runs they start, and cancels the runs they end. Returns whether more may wait. */
export async function routeEvents(app: App, db: Db): Promise<boolean> {
  const waiting = await listWaitingEvents(db, BATCH);
  const configs = [...app.configs.values()];
  for (const sent of waiting) {
    const runs = configs
      .filter((config) => isTriggered(config, sent))
      .map((config) => newRun(app, config, sent));
    await routeEvent(db, sent.id, runs, await findCancelled(configs, sent, db));
  }
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

async function findCancelled(configs: FunctionConfig[], { event }: SentEvent, db: Db): Promise<string[]> {
  const rules = configs.flatMap((config) =>
    config.cancelOn
      .filter((rule) => rule.event === event.name)
      .map((rule) => ({ functionId: config.id, ...rule })),
  );
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
