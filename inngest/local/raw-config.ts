import { z } from "zod";

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

/** A function as the SDK describes it to the server that is to call it. */
export const functionConfig = z.looseObject({
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
