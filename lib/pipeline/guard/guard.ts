import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { GuardHold } from "@/lib/model/guard";
import type { PlanFacts } from "@/lib/pipeline/guard/facts";

/** What the number in a setting counts: how it is shown, and what is allowed, worded as by `bound`. */
export const UNITS = {
  percent: { min: 1, max: 100, show: percentOf, bound: percentOf },
  users: { min: 0, max: 1_000_000, show: (value: number) => plural(value, "user"), bound: formatNumber },
  days: { min: 1, max: 90, show: daysOf, bound: daysOf },
} as const;

export type Unit = keyof typeof UNITS;

export type NumberInput = { unit: Unit; label: string };

/** `true` for a guard that is only on or off; otherwise its numbers. */
export type Limit = true | Readonly<Record<string, number>>;

/** How a guard is described and set. Only guards with a setting of their own have it. */
export type GuardForm<L extends Limit> = {
  /** Where it comes in the form of a sync; the guards themselves are in the order of their reasons. */
  place: number;
  /** Its name on the page of a sync. */
  title: string;
  /** Its switch in the form, and why someone would want it. */
  label: string;
  help: string;
  /** What is true instead while it is off. */
  off: string;
  /** Its numbers as the form asks for them. */
  inputs: L extends true ? null : { readonly [Name in keyof L]: NumberInput };
};

/** `S`: the key of its setting in `syncs.guard_settings`, null where nobody can switch it off. */
export type Guard<S extends string | null, L extends Limit> = {
  holds: GuardHold;
  setting: S;
  default: L;
  form: S extends null ? null : GuardForm<L> | null;
  /** When it trips, in words. Methods, so that a list of all guards has one type: each is given its own limit. */
  text(limit: L): string;
  /** The reasons to hold a plan, each a sentence with numbers; none for a plan that it lets pass. */
  evaluate(facts: PlanFacts, limit: L): readonly string[];
};

/** Infers the two types from what is written down. */
export function guard<const S extends string | null, L extends Limit>(written: Guard<S, L>): Guard<S, L> {
  return written;
}

function percentOf(value: number): string {
  return `${value} %`;
}

function daysOf(value: number): string {
  return plural(value, "day");
}
