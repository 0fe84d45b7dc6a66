import type { GuardSettings } from "@/drizzle/schema/syncs";

/** The limits of a sync that has set none of its own. */
export const GUARD_DEFAULTS: Required<GuardSettings> = {
  removals: { atLeast: 5, percent: 10 },
  noRows: true,
  shrunk: { percent: 80 },
  headerDrift: true,
  massUpdate: { atLeast: 20, percent: 50 },
  reKey: true,
  olderFile: true,
  expiryDays: 7,
  firstRun: true,
};

/** A sync's own limits over the defaults. */
export function resolveGuards(own: GuardSettings): Required<GuardSettings> {
  return { ...GUARD_DEFAULTS, ...own };
}
