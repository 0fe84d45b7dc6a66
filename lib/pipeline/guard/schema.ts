import { z } from "zod";
import type { GuardValues } from "@/lib/pipeline/guard/form-values";
import { UNITS, type Unit } from "@/lib/pipeline/guard/guard";
import { EXPIRY, type GuardLimits, perSetting, type SetGuard } from "@/lib/pipeline/guard/settings";

/** What a form of limits may hold, and what of it a sync keeps. */
export const guardSettings: z.ZodType<GuardLimits, GuardValues> = typedSchema();

/** The shape is made of the same record as both types, so that each setting has the schema of its own numbers. */
function typedSchema() {
  const shape = perSetting<Record<string, z.ZodType>>(schemaOf);
  return z.object({ ...shape, expiryDays: number(EXPIRY.unit) }) as unknown as z.ZodType<
    GuardLimits,
    GuardValues
  >;
}

function schemaOf({ form }: SetGuard): z.ZodType {
  if (form.inputs === null) return z.boolean();
  const numbers = Object.entries(form.inputs).map(([name, { unit }]) => [name, number(unit)]);
  return z
    .object({ ...(Object.fromEntries(numbers) as Record<string, z.ZodType>), on: z.boolean() })
    .transform(({ on, ...limit }) => (on ? limit : false));
}

function number(unit: Unit) {
  const { min, max, bound } = UNITS[unit];
  return z.coerce
    .number("Enter a number.")
    .int("Enter a whole number.")
    .min(min, `At least ${bound(min)}.`)
    .max(max, `At most ${bound(max)}.`);
}
