import { z } from "zod";
import type { GuardSettings } from "@/lib/model/guard";
import { UNITS, type Unit } from "@/lib/pipeline/guard/guard";
import {
  EXPIRY,
  type GuardLimits,
  type GuardName,
  type LimitOf,
  perSetting,
  resolveGuards,
  type SetGuard,
} from "@/lib/pipeline/guard/settings";

/** Limits as a form holds them: one that is switched off keeps its numbers. Numbers are what was typed. */
export type GuardValues = {
  [S in GuardName]: LimitOf<S> extends true
    ? boolean
    : { on: boolean } & { [Name in keyof LimitOf<S>]: unknown };
} & { expiryDays: unknown };

/** What a form of limits may hold, and what of it a sync keeps. */
export const guardSettings: z.ZodType<GuardLimits, GuardValues> = typedSchema();

/** The limits of a sync as its form starts; those that are off with their default numbers. */
export function guardValues(own: GuardSettings): GuardValues {
  const limits = resolveGuards(own);
  return {
    ...perSetting<Omit<GuardValues, "expiryDays">>((guard) => {
      const limit = limits[guard.setting];
      if (typeof guard.default !== "object") return limit;
      return { ...guard.default, ...(typeof limit === "object" ? limit : {}), on: limit !== false };
    }),
    expiryDays: limits.expiryDays,
  };
}

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
