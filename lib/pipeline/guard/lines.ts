import { plural } from "@/lib/format/plural";
import type { GuardSettings } from "@/lib/model/guard";
import { UNITS } from "@/lib/pipeline/guard/guard";
import { EXPIRY, type GuardLimits, limitOf, resolveGuards, SET_GUARDS } from "@/lib/pipeline/guard/settings";

type GuardLine = { name: string; on: boolean; text: string };

/** What holds a plan of a sync, a sentence each. */
export function guardLines(own: GuardSettings): GuardLine[] {
  const limits = resolveGuards(own);
  const lines = SET_GUARDS.map((guard) => {
    const limit = limitOf(guard, limits);
    const { title, off } = guard.form;
    return { name: title, on: limit !== false, text: limit === false ? off : guard.text(limit) };
  });
  const expiry = `A plan can be approved for ${plural(limits.expiryDays, "day")}.`;
  return [...lines, { name: EXPIRY.title, on: true, text: expiry }];
}

/** "Default: 5 users and 10 %." */
export function defaultText(name: keyof GuardLimits): string {
  if (name === "expiryDays") return `Default: ${UNITS[EXPIRY.unit].show(EXPIRY.default)}.`;
  const guard = SET_GUARDS.find(({ setting }) => setting === name);
  const inputs = guard?.form.inputs;
  if (!inputs || typeof guard.default !== "object") return "Default: on.";
  const numbers = Object.entries(guard.default).map(([key, value]) => {
    const input = inputs[key];
    return input ? UNITS[input.unit].show(value) : "";
  });
  return `Default: ${numbers.filter(Boolean).join(" and ")}.`;
}
