import { AppError } from "@/lib/errors";

/** Of one token, in one process: what it protects is this process and its database. */
export const REQUESTS_A_MINUTE = 600;
const WINDOW_MS = 60_000;

type Window = { endsAt: number; used: number };

const windows = new Map<string, Window>();

/** How a token stands: for the headers of its answers. */
export type Standing = { remaining: number; resetSeconds: number; isOver: boolean };

/** Counts a request of a token. Costs no look at the database. */
export function countRequest(tokenId: string, now: Date, most = REQUESTS_A_MINUTE): Standing {
  const at = now.getTime();
  const open = windows.get(tokenId);
  const window = open && open.endsAt > at ? open : { endsAt: at + WINDOW_MS, used: 0 };
  if (window !== open) forgetEnded(at);
  window.used += 1;
  windows.set(tokenId, window);
  const resetSeconds = Math.max(1, Math.ceil((window.endsAt - at) / 1000));
  return { remaining: Math.max(0, most - window.used), resetSeconds, isOver: window.used > most };
}

function forgetEnded(at: number): void {
  for (const [tokenId, { endsAt }] of windows) if (endsAt <= at) windows.delete(tokenId);
}

export function limitHeaders({ remaining, resetSeconds }: Standing): Record<string, string> {
  return {
    "ratelimit-limit": String(REQUESTS_A_MINUTE),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(resetSeconds),
  };
}

export function tooManyRequests({ resetSeconds }: Standing): AppError {
  return new AppError("throttled", `A token may make ${REQUESTS_A_MINUTE} requests a minute.`, {
    meta: { waitSeconds: resetSeconds },
    remedy: "Wait as many seconds as Retry-After says. Read lists with limit=500, and ask less often.",
  });
}
