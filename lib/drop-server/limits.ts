/** What one process lets in at the same time. The others are in the environment. */
export const LIMITS = {
  /** Connections that have not signed in yet, of all and of one network. */
  startups: 100,
  startupsOfNetwork: 20,
  sessionsOfNetwork: 50,
  sessionsOfLogin: 20,
  channels: 4,
  /** Within one connection, open or closed again. */
  channelsEver: 1_000,
  /** From the first byte to having signed in. */
  signInMs: 60_000,
  proxyHeaderMs: 5_000,
  /** Not yet taken by the client; it would need memory of ours. */
  unsentBytes: 8 * 1024 * 1024,
  /** Twice the window of a channel: more is not sent by a client that keeps to it. */
  unreadBytes: 5 * 1024 * 1024,
  rekeysPerMinute: 20,
} as const;

type Count = {
  /** Takes a place, if there is one; `leave` gives it back. */
  enter: (name: string) => (() => void) | null;
  total: () => number;
};

/** Counts who is in, of all and by name. */
export function createCount({ total, each }: { total: number; each: number }): Count {
  const inside = new Map<string, number>();
  let all = 0;
  return {
    total: () => all,
    enter: (name) => {
      const mine = inside.get(name) ?? 0;
      if (all >= total || mine >= each) return null;
      all += 1;
      inside.set(name, mine + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        all -= 1;
        const rest = (inside.get(name) ?? 1) - 1;
        if (rest > 0) inside.set(name, rest);
        else inside.delete(name);
      };
    },
  };
}
