import type { GuardSetting, GuardSettings } from "@/lib/model/guard";
import type { Guard, GuardForm, Limit } from "@/lib/pipeline/guard/guard";
import { GUARDS, type GuardCode } from "@/lib/pipeline/guard/guards";

type Known = (typeof GUARDS)[GuardCode];

export type GuardName = NonNullable<Known["setting"]>;
export type LimitOf<S extends GuardName> = Extract<Known, { setting: S }>["default"];

/** What holds the plans of a sync: a value for every setting, `false` for a guard that is off. */
export type GuardLimits = {
  [S in GuardName]: LimitOf<S> extends true ? boolean : LimitOf<S> | false;
} & {
  /** How long a plan that is held can be decided about. */
  expiryDays: number;
};

type AnyGuard = Guard<string | null, Limit>;
export type SetGuard = AnyGuard & { setting: GuardName; form: GuardForm<Limit> };

/** All guards in the order of their reasons, as one type. */
export const ALL_GUARDS: readonly [GuardCode, AnyGuard][] = codes().map((code) => [code, GUARDS[code]]);

/** Those with a setting of their own, in the order of the form. */
export const SET_GUARDS: readonly SetGuard[] = ALL_GUARDS.map(([, guard]) => guard)
  .filter(isSet)
  .sort((one, other) => one.form.place - other.form.place);

/** A setting that no guard looks at, and that can't be switched off. */
export const EXPIRY = {
  default: 7,
  unit: "days",
  title: "Expiry",
  label: "Days until a plan expires",
  help: "An expired plan can no longer be approved.",
} as const;

/** The limits of a sync that has set none of its own. */
export const GUARD_DEFAULTS: GuardLimits = {
  ...perSetting<Omit<GuardLimits, "expiryDays">>((guard) => guard.default),
  expiryDays: EXPIRY.default,
};

/** A sync's own limits over the defaults. A value that a setting can't have counts as absent. */
export function resolveGuards(own: GuardSettings): GuardLimits {
  const fitting = Object.entries(GUARD_DEFAULTS).map(([name, fallback]) => {
    const value = own[name];
    return [name, value !== undefined && fits(value, fallback) ? value : fallback];
  });
  return { ...GUARD_DEFAULTS, ...Object.fromEntries(fitting) };
}

/** What a guard is set to; one without a setting is always on. */
export function limitOf({ setting, default: fallback }: AnyGuard, limits: GuardLimits): Limit | false {
  const all: GuardSettings = limits;
  const limit = setting === null ? fallback : all[setting];
  return limit === undefined || typeof limit === "number" ? fallback : limit;
}

/** Where on the form of a sync a guard is set. */
export function anchorOf(setting: string): string {
  return `limit-${setting.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The same for a tripped guard, by its code; null for one that is no setting. */
export function limitAnchor(code: string): string | null {
  const setting = ALL_GUARDS.find(([known]) => known === code)?.[1].setting;
  return setting ? anchorOf(setting) : null;
}

/** An object with a value for every setting. The caller says what these are: each follows from the guard's own types. */
export function perSetting<T>(value: (guard: SetGuard) => unknown): T {
  return Object.fromEntries(SET_GUARDS.map((guard) => [guard.setting, value(guard)])) as T;
}

function fits(value: GuardSetting, fallback: GuardSetting): boolean {
  if (typeof fallback !== "object") return typeof value === typeof fallback;
  if (typeof value !== "object") return value === false;
  return Object.keys(fallback).every((name) => typeof value[name] === "number");
}

function isSet(guard: AnyGuard): guard is SetGuard {
  return guard.form !== null;
}

/** The keys of a literal are its type's, which `Object.keys` can't know. */
function codes(): GuardCode[] {
  return Object.keys(GUARDS) as GuardCode[];
}
