import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import type { PasswordOwner } from "@/lib/auth/password-judgement";
import { judgePassword } from "@/lib/auth/password-rules";
import { AppError } from "@/lib/errors";

/** OWASP's first choice for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** As many at once as there are cores: each fills one, and takes 19 MiB. */
const limit = pLimit(availableParallelism());
/** About two seconds of work. Further requests are refused and asked to retry later, before memory runs out. */
const WAITING_MAX = 50 * availableParallelism();

let dummy: Promise<string> | undefined;

/** An argon2id hash in PHC form, with its own salt. Throws `throttled` while too many others wait. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(canonical(password), COST));
}

/**
 * Whether `password` belongs to `stored`. With no account (`null`) it verifies against a throw-away hash of the same
 * cost, so that the time taken doesn't reveal which addresses exist. Throws `throttled` while too many others wait.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hash("no account has this password", COST);
  const compared = stored ?? (await dummy);
  const matches = await inTurn(() => verify(compared, canonical(password)));
  return stored !== null && matches;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (limit.pendingCount >= WAITING_MAX) {
    throw new AppError("throttled", "Many people are signing in right now. Try again in a few seconds.", {
      meta: { name: "passwords", waitSeconds: 5, busy: true },
    });
  }
  return limit(work);
}

/** One person's keyboards may spell the same character differently. */
function canonical(password: string): string {
  return password.normalize("NFKC");
}

/** Throws `invalid_input` with the reason when a password is too short or would be guessed. */
export async function requireGoodPassword(password: string, owner: PasswordOwner): Promise<void> {
  const { problem } = await judgePassword(password, owner);
  if (!problem) return;
  throw new AppError("invalid_input", "This password can't be used.", { fieldErrors: { password: problem } });
}
