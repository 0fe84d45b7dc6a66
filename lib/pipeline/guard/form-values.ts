import type { GuardSettings } from "@/lib/model/guard";
import { type GuardName, type LimitOf, perSetting, resolveGuards } from "@/lib/pipeline/guard/settings";

/** Limits as a form holds them: one that is switched off keeps its numbers. Numbers are what was typed. */
export type GuardValues = {
  [S in GuardName]: LimitOf<S> extends true
    ? boolean
    : { on: boolean } & { [Name in keyof LimitOf<S>]: unknown };
} & { expiryDays: unknown };

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
