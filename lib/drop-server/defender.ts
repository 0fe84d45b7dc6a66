import type { PersonCtx } from "@/lib/context";
import {
  isRemembered,
  refundRateLimit,
  remember,
  resetRateLimit,
  tryRateLimit,
  waitsUntil,
} from "@/lib/rate-limit/rate-limit";

/** `known`: the network is banned, but logins that have signed in from there before may try. */
export type Admission = "all" | "known" | "none";

export type Defender = {
  admit: (network: string) => Promise<Admission>;
  /** Counts a guess, before it is judged. False: it must not be judged. */
  mayGuess: (network: string, username: string) => Promise<boolean>;
  isKnown: (network: string, username: string) => Promise<boolean>;
  /** Counts a connection that came to nothing. */
  noteFailure: (network: string) => Promise<void>;
  /** `guessed`: it was counted by `mayGuess`. */
  noteSuccess: (network: string, username: string, options: { guessed: boolean }) => Promise<void>;
};

const CACHE_MAX = 10_000;

/**
 * Bans networks that guess, for longer each time; all processes agree, since it is counted in the database. Customers
 * behind the address of a guesser keep their way in: a login that worked from there has a count of its own.
 */
export function createDefender(ctx: PersonCtx): Defender {
  // A flood from a banned network must not become a flood of queries.
  const banned = new Map<string, { until: Date; admission: Admission }>();
  const pair = (network: string, username: string) => `${network} ${username}`;
  const isKnown = (network: string, username: string) =>
    isRemembered(ctx, "dropKnown", pair(network, username));
  return {
    isKnown,
    admit: async (network) => {
      const before = banned.get(network);
      if (before && before.until > ctx.clock()) return before.admission;
      banned.delete(network);
      const until = await waitsUntil(ctx, "dropNetwork", network);
      if (!until) return "all";
      const admission = (await isRemembered(ctx, "dropKnown", network)) ? "known" : "none";
      if (banned.size >= CACHE_MAX) banned.clear();
      banned.set(network, { until, admission });
      return admission;
    },
    mayGuess: async (network, username) =>
      (await isKnown(network, username))
        ? tryRateLimit(ctx, "dropKnownLogin", pair(network, username))
        : tryRateLimit(ctx, "dropNetwork", network),
    noteFailure: async (network) => {
      await tryRateLimit(ctx, "dropNetwork", network);
    },
    noteSuccess: async (network, username, { guessed }) => {
      const known = await isKnown(network, username);
      if (known) await resetRateLimit(ctx, "dropKnownLogin", pair(network, username));
      else if (guessed) await refundRateLimit(ctx, "dropNetwork", network);
      await remember(ctx, "dropKnown", pair(network, username));
      await remember(ctx, "dropKnown", network);
    },
  };
}
