import { createHash } from "node:crypto";
import type { PersonCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import {
  countUse,
  deleteForgotten,
  deleteKey,
  type RateLimitPolicy,
  readBlockedUntil,
  uncountUse,
} from "@/lib/rate-limit/rate-limit.store";

const MINUTE_MS = 60_000;

/** Nobody is ever locked out permanently: the longest wait is a quarter of an hour. */
const RATE_LIMITS = {
  // By address and network together: someone guessing from elsewhere locks nobody out.
  signInPair: { free: 5, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  signInKnown: { free: 10, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  // By address, from anywhere: only makes answers slow, see `waitIfGuessed`.
  signInEmail: { free: 30, firstWaitMs: 1000, waitMsMax: MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  confirm: { free: 5, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  // Many people of one company sit behind one address.
  signInIp: { free: 50, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  signUpIp: { free: 30, firstWaitMs: MINUTE_MS, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  // Every one of these is a mail to an address that someone else may have entered.
  accountMail: { free: 4, firstWaitMs: MINUTE_MS, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  accountMailIp: {
    free: 30,
    firstWaitMs: MINUTE_MS,
    waitMsMax: 15 * MINUTE_MS,
    forgetAfterMs: 60 * MINUTE_MS,
  },
  mailLinkIp: { free: 30, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  mailLink: { free: 5, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  invite: { free: 50, firstWaitMs: MINUTE_MS, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  portalLinkIp: {
    free: 60,
    firstWaitMs: MINUTE_MS,
    waitMsMax: 15 * MINUTE_MS,
    forgetAfterMs: 60 * MINUTE_MS,
  },
  portalLinkEmail: {
    free: 4,
    firstWaitMs: MINUTE_MS,
    waitMsMax: 15 * MINUTE_MS,
    forgetAfterMs: 60 * MINUTE_MS,
  },
  portalEnterIp: { free: 100, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  checkConnection: { free: 30, firstWaitMs: 5000, waitMsMax: 5 * MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS },
  organization: {
    free: 20,
    firstWaitMs: MINUTE_MS,
    waitMsMax: 15 * MINUTE_MS,
    forgetAfterMs: 60 * MINUTE_MS,
  },
} as const satisfies Record<string, RateLimitPolicy>;

type RateLimitName = keyof typeof RATE_LIMITS;

/**
 * Counts a try of `subject` (an address, an id), before whatever is being tried. Throws `throttled` with the seconds
 * to wait in `meta.waitSeconds`.
 */
export async function consumeRateLimit(ctx: PersonCtx, name: RateLimitName, subject: string): Promise<void> {
  const key = rateLimitKey(name, subject);
  const now = ctx.clock();
  const blockedUntil = await ctx.db.run(async (tx) => {
    const counted = await countUse(tx, key, RATE_LIMITS[name], now);
    return counted ? null : ((await readBlockedUntil(tx, key)) ?? now);
  });
  if (!blockedUntil) return;
  const waitSeconds = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000));
  throw new AppError("throttled", `Too many attempts. Wait ${waitText(waitSeconds)}, then try again.`, {
    meta: { name, waitSeconds },
  });
}

const GUESSED_WAIT_MS = 1500;

/**
 * Counts a try of `subject`, and makes it wait a moment when there were many: what is guessed from many networks takes
 * long, and a right password is never refused because of it.
 */
export async function delayIfLimited(ctx: PersonCtx, name: RateLimitName, subject: string): Promise<void> {
  const counted = await ctx.db.run((tx) =>
    countUse(tx, rateLimitKey(name, subject), RATE_LIMITS[name], ctx.clock()),
  );
  if (!counted) await new Promise((resolve) => setTimeout(resolve, GUESSED_WAIT_MS));
}

/** Forgets the tries of `subject`: it turned out to be who it said. */
export async function resetRateLimit(ctx: PersonCtx, name: RateLimitName, subject: string): Promise<void> {
  await ctx.db.run(async (tx) => {
    await deleteKey(tx, rateLimitKey(name, subject));
    await deleteForgotten(tx, ctx.clock());
  });
}

/** Takes one try back that turned out to be a good one: what many people behind one address do is not guessing. */
export async function refundRateLimit(ctx: PersonCtx, name: RateLimitName, subject: string): Promise<void> {
  await ctx.db.run((tx) => uncountUse(tx, rateLimitKey(name, subject), RATE_LIMITS[name]));
}

/** "40 seconds", "3 minutes": as people read it. */
function waitText(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}

function rateLimitKey(name: RateLimitName, subject: string): string {
  return `${name}:${createHash("sha256").update(subject).digest("hex")}`;
}
