import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { cookie } from "@/lib/auth/cookies";
import { required } from "@/lib/env";

/** As many people as share a browser. */
const ACCOUNTS_MAX = 5;
const LIFE_SECONDS = 365 * 24 * 3600;

/**
 * The accounts that have signed in with the browser of the current request. It opens nothing: it keeps guesses that
 * others make elsewhere from slowing down someone at their own browser (OWASP's device cookies).
 */
export async function readKnownAccounts(): Promise<string[]> {
  const sealed = (await cookies()).get(cookie("known").name)?.value;
  if (!sealed) return [];
  try {
    const token = await decode({ token: sealed, ...sealing() });
    return Array.isArray(token?.known) ? token.known.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

/** Remembers in the browser of the current request that the account has signed in. */
export async function rememberAccount(accountId: string): Promise<void> {
  const others = (await readKnownAccounts()).filter((id) => id !== accountId);
  const known = [accountId, ...others].slice(0, ACCOUNTS_MAX);
  const sealed = await encode({ token: { known }, maxAge: LIFE_SECONDS, ...sealing() });
  const { name, options } = cookie("known");
  (await cookies()).set(name, sealed, { ...options, maxAge: LIFE_SECONDS });
}

/** Another key than the session's, so that neither cookie passes for the other. */
function sealing() {
  return { secret: required("ROLLCALL_SESSION_SECRET"), salt: "known-browser" };
}
