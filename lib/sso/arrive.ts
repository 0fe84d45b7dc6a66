import { enterAccount } from "@/lib/auth/enter";
import { rememberAccount } from "@/lib/auth/known-browser";
import { findAccount } from "@/lib/auth/open";
import type { SsoReturn } from "@/lib/auth/options";
import { readSessionId } from "@/lib/auth/session";
import { readClaims } from "@/lib/auth/sso/claims";
import { discover } from "@/lib/auth/sso/discover";
import { nextAuthProvider } from "@/lib/auth/sso/next-auth-provider";
import type { SsoProvider } from "@/lib/auth/sso/provider";
import { dropSealed, keepSealed, readSealed, type SsoIntent } from "@/lib/auth/sso/sealed-cookies";
import { openSsoSession } from "@/lib/auth/sso/session";
import { enterOrAsk } from "@/lib/auth/start-session";
import { rememberStep } from "@/lib/auth/step-cookie";
import { openVisitor } from "@/lib/auth/visitor";
import type { VisitorCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { isAppError, unreachable } from "@/lib/errors";
import { findProvider } from "@/lib/sso/find-provider";
import { recognize } from "@/lib/sso/recognize";
import type { SsoRefusal } from "@/lib/sso/refusals";

/** How long ago somebody may have entered their password at the provider to count as confirmed. */
const CONFIRMED_WITHIN_SECONDS = 300;

/** The page that says why a sign-in came to nothing. */
export function refusedPath(why: SsoRefusal): string {
  return `/sign-in/sso?${new URLSearchParams({ error: why })}`;
}

/**
 * What is needed to finish a sign-in that this browser began; or why it can't be finished. Who comes without having begun
 * one here is refused: somebody else began it.
 */
export async function openReturn(providerId: string): Promise<SsoReturn | { why: SsoRefusal }> {
  const visitor = await openVisitor();
  const intent = await readSealed("sso");
  if (intent?.providerId !== providerId) return { why: "failed" };
  const provider = await findProvider(visitor, providerId);
  if (!provider) return { why: "unknown" };
  try {
    const metadata = await discover(provider.issuer);
    const maxAgeSeconds = intent.kind === "confirm" ? CONFIRMED_WITHIN_SECONDS : undefined;
    let isRefused = false;
    const onClientRefused = () => {
      isRefused = true;
      visitor.log.warn("auth.sso.client_refused", { providerId });
    };
    return {
      provider: nextAuthProvider(provider, metadata, { maxAgeSeconds, onClientRefused }),
      decide: (claims) => decide(claims, { provider, intent }),
      isClientRefused: () => isRefused,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    visitor.log.warn("auth.sso.unreachable", { providerId, code: error.code });
    return { why: "unreachable" };
  }
}

async function decide(
  claims: unknown,
  { provider, intent }: { provider: SsoProvider; intent: SsoIntent },
): Promise<{ sid: string } | { goTo: string }> {
  const visitor = await openVisitor();
  await dropSealed("sso");
  const identity = readClaims(claims);
  if (identity?.issuer !== provider.issuer) return { goTo: refusedPath("failed") };
  const current = await findAccount();
  const recognized = await recognize(visitor, { provider, identity, intent, current });
  switch (recognized.kind) {
    case "open": {
      const previousSessionId = await readSessionId();
      const asked = await askSecondFactor(visitor, recognized.accountId, provider, previousSessionId);
      if (asked) return { goTo: `/sign-in/verify?${new URLSearchParams({ next: intent.next })}` };
      const sid = await openSsoSession(visitor, recognized.accountId, { provider, previousSessionId });
      await rememberAccount(recognized.accountId);
      return { sid };
    }
    case "stay":
      return { goTo: intent.next };
    case "prove":
      await keepSealed("identity", recognized.pending);
      return { goTo: "/sign-in/link" };
    case "refuse":
      visitor.log.warn("auth.sso.refused", { providerId: provider.id, why: recognized.why });
      return { goTo: refusedPath(recognized.why) };
    default:
      return unreachable(recognized);
  }
}

/**
 * Asks for the second factor of an account that has one. Not after an organization's own provider, which opens only that
 * organization: what it asks for is the organization's to decide.
 */
async function askSecondFactor(
  visitor: VisitorCtx,
  id: string,
  provider: SsoProvider,
  previousSessionId: string | null,
): Promise<boolean> {
  if (provider.orgId !== null || !(await enterAccount(db(), id)).hasSecondFactor) return false;
  const half = await enterOrAsk(
    visitor,
    { id, secondFactor: true },
    { previousSessionId, method: "provider" },
  );
  if ("step" in half) await rememberStep(half.step);
  return "step" in half;
}
