import { createHash } from "node:crypto";
import { networkOf } from "@/lib/auth/client-ip";
import { findAccount } from "@/lib/auth/open";
import { authOptions, type SsoReturn } from "@/lib/auth/options";
import { safeNext } from "@/lib/auth/safe-next";
import { discover } from "@/lib/auth/sso/discover";
import { nextAuthProvider } from "@/lib/auth/sso/next-auth-provider";
import { keepSealed, type SsoIntent } from "@/lib/auth/sso/sealed-cookies";
import { newToken } from "@/lib/auth/token";
import { openVisitor } from "@/lib/auth/visitor";
import { required } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { findProvider } from "@/lib/sso/find-provider";
import type { SsoRefusal } from "@/lib/sso/refusals";

type Wanted = { providerId: string; kind: SsoIntent["kind"]; next: string };

type Begun = {
  options: ReturnType<typeof authOptions>;
  /** Goes into the provider's address. */
  query: Record<string, string>;
  /** What next-auth asks of its own form: the token, and the cookie that goes with it. */
  csrf: { token: string; cookie: string };
  next: string;
};

/**
 * Notes why the browser is sent to a provider, and gives what sends it there. To confirm, the person has to enter their
 * password there again. Throws `throttled`.
 */
export async function beginSso({
  providerId,
  kind,
  next: wanted,
}: Wanted): Promise<Begun | { why: SsoRefusal }> {
  const visitor = await openVisitor();
  await consumeRateLimit(visitor, "ssoIp", networkOf(visitor.ip));
  const account = await findAccount();
  if (kind !== "sign_in" && !account) return { why: "not_signed_in" };
  const id = kind === "confirm" ? (account?.reach.providerId ?? "") : providerId;
  const provider = await findProvider(visitor, id);
  if (!provider) return { why: "unknown" };
  try {
    const metadata = await discover(provider.issuer);
    const next = safeNext(wanted);
    await keepSealed("sso", { providerId: id, kind, next });
    const sso: SsoReturn = {
      provider: nextAuthProvider(provider, metadata),
      decide: async () => ({ goTo: "/" }),
    };
    const query: Record<string, string> = kind === "confirm" ? { prompt: "login", max_age: "0" } : {};
    return { options: authOptions(sso), query, csrf: newCsrf(), next };
  } catch (error) {
    if (!isAppError(error)) throw error;
    visitor.log.warn("auth.sso.unreachable", { providerId: id, code: error.code });
    return { why: "unreachable" };
  }
}

/** As next-auth makes them: the cookie holds the token and its hash with the secret. */
function newCsrf(): Begun["csrf"] {
  const token = newToken();
  const hash = createHash("sha256")
    .update(`${token}${required("ROLLCALL_SESSION_SECRET")}`)
    .digest("hex");
  return { token, cookie: `${token}|${hash}` };
}
