import { z } from "zod";
import type { JobEvent } from "@/drizzle/schema/job-events";
import { keyOf } from "./expressions";
import { refuse } from "./refuse";

const concurrencyEntry = z.object({
  limit: z.number().int(),
  key: z.string().optional(),
  scope: z.enum(["fn", "env", "account"]).optional(),
});

const concurrency = z
  .union([z.number().int(), concurrencyEntry, z.array(concurrencyEntry)])
  .transform((value) =>
    typeof value === "number" ? [{ limit: value }] : Array.isArray(value) ? value : [value],
  )
  .pipe(z.array(concurrencyEntry));

const functionConfig = z.looseObject({
  id: z.string(),
  triggers: z.array(
    z.looseObject({
      event: z.string().optional(),
      expression: z.string().optional(),
      cron: z.string().optional(),
    }),
  ),
  steps: z.record(
    z.string(),
    z.looseObject({ retries: z.object({ attempts: z.number().int().min(0) }).optional() }),
  ),
  concurrency: concurrency.optional(),
  cancel: z
    .array(z.looseObject({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() }))
    .optional(),
});

export type RawConfig = z.infer<typeof functionConfig>;

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
  refuse(functions);
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
