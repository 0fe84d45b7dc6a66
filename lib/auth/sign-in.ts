import { domainToUnicode } from "node:url";
import { browserName } from "@/lib/auth/browser-name";
import { networkOf } from "@/lib/auth/client-ip";
import { verifyPassword } from "@/lib/auth/password";
import type { SignIn } from "@/lib/auth/schema";
import { enterOrAsk, type HalfSession, type Session } from "@/lib/auth/start-session";
import { findPassword, type LoginRow, noteSignIn, respellEmail } from "@/lib/auth/store";
import type { VisitorCtx } from "@/lib/context";
import {
  consumeRateLimit,
  delayIfLimited,
  refundRateLimit,
  resetRateLimit,
} from "@/lib/rate-limit/rate-limit";

/** What the browser brings along. */
type Browser = {
  /** Hash of its session until now. */
  previousSessionId: string | null;
  /** Accounts that have signed in here before. */
  knownAccounts: readonly string[];
};

/**
 * Checks a password, and opens a session or asks for the second factor (`enterOrAsk`). Null for an unknown address and for
 * a wrong password alike, after the same work. Throws `throttled`; tries count before they are checked,
 * by address and network together, so that strangers who guess elsewhere keep nobody out.
 */
export async function signIn(
  ctx: VisitorCtx,
  { email, password }: SignIn,
  { previousSessionId, knownAccounts }: Browser,
): Promise<Session | HalfSession | null> {
  const network = networkOf(ctx.ip);
  const account = await findLogin(ctx, email);
  const isKnown = account !== null && knownAccounts.includes(account.id);
  await consumeRateLimit(ctx, "signInIp", network);
  if (isKnown) await consumeRateLimit(ctx, "signInKnown", `${account.id} ${network}`);
  else await consumeRateLimit(ctx, "signInPair", `${email} ${network}`);
  if (!isKnown) await delayIfLimited(ctx, "signInEmail", email);
  const matches = await verifyPassword(account?.hash ?? null, password);
  const detail = { network, browser: browserName(ctx.userAgent) };
  if (!account || !matches) {
    ctx.log.warn("auth.sign_in.refused", { accountId: account?.id ?? null });
    const entry = { action: "session.refuse" as const, detail };
    if (account) await ctx.db.run((tx) => noteSignIn(tx, account.id, entry));
    return null;
  }
  await resetRateLimit(ctx, "signInPair", `${email} ${network}`);
  await resetRateLimit(ctx, "signInKnown", `${account.id} ${network}`);
  await refundRateLimit(ctx, "signInIp", network);
  if (account.email !== email) await ctx.db.run((tx) => respellEmail(tx, account.id, email));
  return enterOrAsk(ctx, account, { previousSessionId, method: "password" });
}

/** Accounts of earlier versions may have the domain in Unicode; what people enter is in punycode by now. */
async function findLogin(ctx: VisitorCtx, email: string): Promise<LoginRow | null> {
  const [local = "", domain = ""] = email.split("@");
  const earlier = `${local}@${domainToUnicode(domain)}`;
  return ctx.db.run(
    async (tx) => (await findPassword(tx, email)) ?? (earlier === email ? null : findPassword(tx, earlier)),
  );
}
