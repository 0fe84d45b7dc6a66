import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { RequestCookies } from "next/dist/server/web/spec-extension/cookies";
import { encode } from "next-auth/jwt";
import { cookie, SESSION_LIFE } from "@/lib/auth/cookies";
import { insertSession } from "@/lib/auth/store";
import { hashToken, newToken } from "@/lib/auth/token";
import { tenantDb } from "@/lib/db/tenant";
import { testDb } from "./db";

/** What a browser sends along. */
export type Sent = { cookie?: string; headers?: Readonly<Record<string, string>> };

/**
 * Runs `work` as Next runs a server action of a request with these headers: `cookies()`, `headers()` and `refresh()`
 * are the real ones, reading from Next's own request stores.
 */
export function inRequest<T>({ cookie: sent = "", headers = {} }: Sent, work: () => Promise<T>): Promise<T> {
  const all = new Headers({ "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", ...headers });
  if (sent) all.set("cookie", sent);
  const cookies = new RequestCookies(all);
  const request = {
    ...{ type: "request", phase: "action", implicitTags: { tags: [], expirationsByCacheKind: new Map() } },
    ...{ headers: all, cookies, mutableCookies: cookies, userspaceMutableCookies: cookies },
  };
  const page = { route: "/test", page: "/test/page", forceStatic: false, dynamicShouldError: false };
  // Next's types ask for dozens of fields that belong to rendering; what is read here is above.
  return workAsyncStorage.run(page as never, () => workUnitAsyncStorage.run(request as never, work));
}

/** Signs an account in without its password; gives the cookie header of its browser, and the session's id. */
export async function signedIn(
  accountId: string,
  at = new Date(),
): Promise<{ cookie: string; sessionId: string }> {
  const sid = newToken();
  const sessionId = hashToken(sid);
  const expiresAt = new Date(at.getTime() + SESSION_LIFE.absoluteMs);
  await tenantDb(testDb().db, { accountId }).run((tx) =>
    insertSession(tx, {
      sidHash: sessionId,
      accountId,
      createdAt: at,
      lastSeenAt: at,
      confirmedAt: at,
      expiresAt,
    }),
  );
  return { cookie: await sealedCookie(sid), sessionId };
}

/** The session cookie as next-auth seals it. */
export async function sealedCookie(
  sid: string,
  secret = process.env.ROLLCALL_SESSION_SECRET ?? "",
): Promise<string> {
  return `${cookie("session").name}=${await encode({ token: { sid }, secret })}`;
}
