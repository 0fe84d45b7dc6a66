import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { cookie, isHttps, SESSION_LIFE } from "@/lib/auth/cookies";
import { readKnownAccounts, rememberAccount } from "@/lib/auth/known-browser";
import { signInWithPasskey } from "@/lib/auth/passkeys/sign-in";
import { signInInput } from "@/lib/auth/schema";
import { passkeySignInInput, secondStepInput } from "@/lib/auth/second-factor/schema";
import { finishSecondStep } from "@/lib/auth/second-factor/second-step";
import { endSession, readSessionId } from "@/lib/auth/session";
import { signIn } from "@/lib/auth/sign-in";
import type { Session } from "@/lib/auth/start-session";
import { forgetStep, readStep, rememberStep } from "@/lib/auth/step-cookie";
import { hashToken } from "@/lib/auth/token";
import { openVisitor } from "@/lib/auth/visitor";
import { required } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { createLog } from "@/lib/log";

/** One return from a provider. `decide` says what the claims of the checked ID token open, or where the browser goes. */
export type SsoReturn = {
  provider: NextAuthOptions["providers"][number];
  decide: (claims: unknown) => Promise<{ sid: string } | { goTo: string }>;
  /** Whether the provider has refused our client, which is asked after the library has failed. */
  isClientRefused?: () => boolean;
};

/**
 * How next-auth signs people in and out. Its sealed cookie carries a random session id and nothing else; what that id
 * is worth is decided by our own row on every request (`lib/auth/session.ts`), never by the cookie's date.
 */
export function authOptions(sso?: SsoReturn): NextAuthOptions {
  let opened: string | null = null;
  return {
    secret: required("ROLLCALL_SESSION_SECRET"),
    session: { strategy: "jwt", maxAge: SESSION_LIFE.absoluteMs / 1000 },
    useSecureCookies: isHttps(),
    cookies: {
      sessionToken: cookie("session"),
      csrfToken: cookie("csrf"),
      callbackUrl: cookie("next"),
      state: cookie("state"),
      pkceCodeVerifier: cookie("pkce"),
      nonce: cookie("nonce"),
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({ credentials: { email: {}, password: {} }, authorize }),
      Credentials({ id: "second-step", credentials: {}, authorize: authorizeSecond }),
      Credentials({ id: "passkey", credentials: {}, authorize: authorizePasskey }),
      ...(sso ? [sso.provider] : []),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.type !== "oauth") return true;
        const decided = await sso?.decide(profile);
        if (!decided) return false;
        if ("goTo" in decided) return decided.goTo;
        opened = decided.sid;
        return true;
      },
      jwt: ({ token, user, account }) => {
        if (account?.type === "oauth") return { sid: opened };
        return user ? { sid: sidOf(user) } : token;
      },
    },
    events: { signOut: ({ token }) => leave(token?.sid) },
    logger: {
      error: (code, meta) =>
        log().error("auth.library.error", { code }, meta instanceof Error ? meta : meta.error),
      warn: (code) => log().debug("auth.library.warning", { code }),
      debug: () => {},
    },
  };
}

type Entered = { id: string; sid: string } | null;

/** Null is answered as one and the same refusal; a thrown message reaches the sign-in form unchanged. */
async function authorize(credentials: unknown): Promise<Entered> {
  const input = signInInput.safeParse(credentials);
  if (!input.success) return null;
  return answered(async (previousSessionId) => {
    const browser = { previousSessionId, knownAccounts: await readKnownAccounts() };
    const opened = await signIn(await openVisitor(), input.data, browser);
    if (!opened || "sid" in opened) return opened;
    await rememberStep(opened.step);
    throw new Error("second_step");
  });
}

/** The second step of signing in, in the browser that took the first. */
async function authorizeSecond(credentials: unknown): Promise<Entered> {
  const input = secondStepInput.safeParse(credentials);
  if (!input.success) return null;
  return answered(async (previousSessionId) =>
    finishSecondStep(await openVisitor(), { step: await readStep(), proof: input.data }, previousSessionId),
  );
}

/** A passkey instead of a password. */
async function authorizePasskey(credentials: unknown): Promise<Entered> {
  const input = passkeySignInInput.safeParse(credentials);
  if (!input.success) return null;
  const { response } = input.data;
  return answered(async (previousSessionId) =>
    signInWithPasskey(await openVisitor(), { step: await readStep(), response }, previousSessionId),
  );
}

async function answered(
  work: (previousSessionId: string | null) => Promise<Session | null>,
): Promise<Entered> {
  try {
    const opened = await work(await readSessionId());
    if (!opened) return null;
    await forgetStep();
    await rememberAccount(opened.accountId);
    return { id: opened.accountId, sid: opened.sid };
  } catch (error) {
    if (error instanceof Error && error.message === "second_step") throw error;
    if (isAppError(error) && error.code === "conflict") throw new Error("step_gone", { cause: error });
    if (isAppError(error) && error.code === "throttled") {
      if (error.meta.busy) throw new Error("busy", { cause: error });
      throw new Error(`throttled:${error.meta.waitSeconds}`, { cause: error });
    }
    log().error("auth.sign_in.failed", {}, error);
    throw new Error("unavailable", { cause: error });
  }
}

/** Those above are the only makers of a user, and always with its session. */
function sidOf(user: unknown): string {
  return (user as { sid: string }).sid;
}

async function leave(sid: unknown): Promise<void> {
  if (typeof sid === "string") await endSession(await openVisitor(), hashToken(sid));
}

function log() {
  return createLog("web");
}
