import { createHash } from "node:crypto";
import type { PersonCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { formatWait } from "@/lib/format/wait";
import {
  countUse,
  deleteForgotten,
  deleteKey,
  isCounted,
  type RateLimitPolicy,
  readBlockedUntil,
  uncountUse,
} from "@/lib/rate-limit/rate-limit.store";

const MINUTE_MS = 60_000;

/** Nobody is ever locked out permanently: the longest wait is a quarter of an hour, for codes an hour. */
const RATE_LIMITS = {
  // By address and network together: someone guessing from elsewhere locks nobody out.
  signInPair: { free: 5, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  signInKnown: { free: 10, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  // By address, from anywhere: only makes answers slow, see `waitIfGuessed`.
  signInEmail: { free: 30, firstWaitMs: 1000, waitMsMax: MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  confirm: { free: 5, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  // By account, from anywhere: whoever guesses these knows the password, and its owner is told by mail.
  secondCode: { free: 5, firstWaitMs: 5000, waitMsMax: 60 * MINUTE_MS, forgetAfterMs: 24 * 60 * MINUTE_MS },
  recoveryCode: { free: 5, firstWaitMs: 5000, waitMsMax: 60 * MINUTE_MS, forgetAfterMs: 24 * 60 * MINUTE_MS },
  guessedMail: {
    free: 1,
    firstWaitMs: 60 * MINUTE_MS,
    waitMsMax: 24 * 60 * MINUTE_MS,
    forgetAfterMs: 24 * 60 * MINUTE_MS,
  },
  secondPasskey: { free: 20, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  passkeyIp: { free: 100, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
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
  ssoIp: { free: 100, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  checkDomain: { free: 20, firstWaitMs: 5000, waitMsMax: 5 * MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS },
  mailLinkIp: { free: 30, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  mailLink: { free: 5, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  alertTest: { free: 20, firstWaitMs: 5000, waitMsMax: 5 * MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS },
  unsubscribeIp: { free: 60, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
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
  dropTokenIp: { free: 50, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  apiTokenIp: { free: 50, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  webhookTest: { free: 20, firstWaitMs: 5000, waitMsMax: 5 * MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS },
  checkConnection: { free: 30, firstWaitMs: 5000, waitMsMax: 5 * MINUTE_MS, forgetAfterMs: 10 * MINUTE_MS },
  // Guessing at the SFTP server, by network: the waits are bans.
  dropNetwork: {
    free: 20,
    firstWaitMs: MINUTE_MS / 2,
    waitMsMax: 60 * MINUTE_MS,
    forgetAfterMs: 24 * 60 * MINUTE_MS,
  },
  // By network and user name, where that user name has signed in from that network before.
  dropKnownLogin: { free: 10, firstWaitMs: 5000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  keyPair: { free: 20, firstWaitMs: MINUTE_MS, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  // Links that work are given back: only tries of others count.
  instructionIp: { free: 60, firstWaitMs: 1000, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  instructionLink: {
    free: 30,
    firstWaitMs: MINUTE_MS,
    waitMsMax: 15 * MINUTE_MS,
    forgetAfterMs: 60 * MINUTE_MS,
  },
  // By organization: each is a few hundred rows, a file and a run.
  sandbox: { free: 10, firstWaitMs: MINUTE_MS, waitMsMax: 15 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
  organization: {
    free: 20,
    firstWaitMs: MINUTE_MS,
    waitMsMax: 15 * MINUTE_MS,
    forgetAfterMs: 60 * MINUTE_MS,
  },
} as const satisfies Record<string, RateLimitPolicy>;

type RateLimitName = keyof typeof RATE_LIMITS;

/** How long something good is remembered, such as that someone has signed in from a network. */
const REMEMBERED = { dropKnown: 30 * 24 * 60 * MINUTE_MS } as const;

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
  throw new AppError("throttled", `Too many attempts. Wait ${formatWait(waitSeconds)}, then try again.`, {
    meta: { name, waitSeconds },
  });
}

/** As `consumeRateLimit`, for those who have no use for its sentence: false when `subject` has to wait. */
export async function tryRateLimit(ctx: PersonCtx, name: RateLimitName, subject: string): Promise<boolean> {
  return ctx.db.run((tx) => countUse(tx, rateLimitKey(name, subject), RATE_LIMITS[name], ctx.clock()));
}

/** Until when `subject` has to wait; null if it does not. Counts nothing. */
export async function waitsUntil(ctx: PersonCtx, name: RateLimitName, subject: string): Promise<Date | null> {
  const until = await ctx.db.run((tx) => readBlockedUntil(tx, rateLimitKey(name, subject)));
  return until && until > ctx.clock() ? until : null;
}

export async function remember(
  ctx: PersonCtx,
  name: keyof typeof REMEMBERED,
  subject: string,
): Promise<void> {
  const policy = { free: 1_000_000, firstWaitMs: 0, waitMsMax: 0, forgetAfterMs: REMEMBERED[name] };
  await ctx.db.run((tx) => countUse(tx, rateLimitKey(name, subject), policy, ctx.clock()));
}

export async function isRemembered(
  ctx: PersonCtx,
  name: keyof typeof REMEMBERED,
  subject: string,
): Promise<boolean> {
  return ctx.db.run((tx) => isCounted(tx, rateLimitKey(name, subject), ctx.clock()));
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

function rateLimitKey(name: RateLimitName | keyof typeof REMEMBERED, subject: string): string {
  return `${name}:${createHash("sha256").update(subject).digest("hex")}`;
}
