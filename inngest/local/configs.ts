import { z } from "zod";
import type { JobEvent } from "@/drizzle/schema/job-events";
import { assertSupported } from "./assert-supported";
import { keyOf } from "./expressions";
import { functionConfig } from "./raw-config";

/** What the executor knows of a function, from the SDK's own description of it. */
export type FunctionConfig = {
  id: string;
  /** Tries of each call, the first one included. */
  attemptsMax: number;
  events: readonly { name: string; expression: string | null }[];
  crons: readonly string[];
  concurrency: readonly { limit: number; key: string | null; scope: "fn" | "env" | "account" }[];
  cancelOn: readonly { event: string; expression: string | null; timeout: string | null }[];
};

// Seen on the real server: unset means 5 attempts, whatever the SDK's comments say.
const RETRIES_DEFAULT = 4;

/** Reads the body of an in-band sync. Throws, naming function and option, if one needs what only Inngest's server does. */
export function readConfigs(body: unknown): FunctionConfig[] {
  const { functions } = z.object({ functions: z.array(functionConfig) }).parse(body);
  assertSupported(functions);
  return functions.map((raw) => ({
    id: raw.id,
    attemptsMax: 1 + (raw.steps.step?.retries?.attempts ?? RETRIES_DEFAULT),
    events: raw.triggers.flatMap(({ event, expression }) =>
      event ? [{ name: event, expression: expression ?? null }] : [],
    ),
    crons: raw.triggers.flatMap(({ cron }) => (cron ? [cron] : [])),
    concurrency: (raw.concurrency ?? [])
      .filter(({ limit }) => limit > 0)
      .map(({ limit, key, scope }) => ({ limit, key: key ?? null, scope: scope ?? "fn" })),
    cancelOn: (raw.cancel ?? []).map((one) => ({
      event: one.event,
      expression: one.if ?? null,
      timeout: one.timeout ?? null,
    })),
  }));
}

/** Whose slots a run's calls take: the scope and the value of the key, evaluated once. */
export function slotsOf(config: FunctionConfig, event: JobEvent): { keys: string[]; limits: number[] } {
  const keys = config.concurrency.map(({ key, scope }) => {
    const value = key === null ? "" : `:${keyOf(key, { event })}`;
    return scope === "fn" ? `fn:${config.id}${value}` : `${scope}${value}`;
  });
  return { keys, limits: config.concurrency.map(({ limit }) => limit) };
}
