import { cookies } from "next/headers";
import { isHttps } from "@/lib/auth/cookies";
import { type PortalSlugs, portalPath } from "@/lib/auth/portal/place";
import { hashToken } from "@/lib/auth/token";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long each way into a portal stays open. */
export const PORTAL_LIFE = {
  linkMs: 15 * MINUTE_MS,
  /** A browser that does not come by for so long has to sign in again; whatever happens, after `absoluteMs`. */
  idleMs: 14 * DAY_MS,
  absoluteMs: 30 * DAY_MS,
  /** A session's end is written at most this often. */
  touchMs: DAY_MS,
  viewMs: 30 * MINUTE_MS,
  /** A token is deleted this long after it ends: until then a late link can say what happened to it. */
  keptMs: DAY_MS,
} as const;

export const LINK_MINUTES = PORTAL_LIFE.linkMs / MINUTE_MS;

/** When a session that is used at `now` ends; null when what it has already will do. */
export function slidEnd(
  { createdAt, expiresAt }: { createdAt: Date; expiresAt: Date },
  now: Date,
): Date | null {
  const latest = createdAt.getTime() + PORTAL_LIFE.absoluteMs;
  const end = Math.min(now.getTime() + PORTAL_LIFE.idleMs, latest);
  const gained = end - expiresAt.getTime();
  return gained >= PORTAL_LIFE.touchMs || (gained > 0 && end === latest) ? new Date(end) : null;
}

export type PortalCookie = "session" | "view";

/**
 * Name and attributes of a portal's cookie. It is sent to that portal only, which rules `__Host-` out: that prefix asks
 * for the path "/". What it is worth is decided by its row at every request, not by its date.
 */
export function portalCookie(purpose: PortalCookie, slugs: PortalSlugs) {
  const secure = isHttps();
  const name = `${secure ? "__Secure-" : ""}rollcall.portal${purpose === "view" ? "-view" : ""}`;
  const maxAge = (purpose === "view" ? PORTAL_LIFE.viewMs : PORTAL_LIFE.absoluteMs) / 1000;
  const options = { httpOnly: true, sameSite: "lax" as const, secure, path: portalPath(slugs), maxAge };
  return { name, options };
}

/** Gives the token to the browser of the current request. */
export async function putPortalCookie(purpose: PortalCookie, slugs: PortalSlugs, token: string) {
  const { name, options } = portalCookie(purpose, slugs);
  (await cookies()).set(name, token, options);
}

/** Takes the cookie from the browser of the current request. */
export async function dropPortalCookie(purpose: PortalCookie, slugs: PortalSlugs) {
  const { name, options } = portalCookie(purpose, slugs);
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** The hash of the token in the current request's cookie; null without one. It proves nothing yet. */
export async function readPortalCookie(purpose: PortalCookie, slugs: PortalSlugs): Promise<string | null> {
  const token = (await cookies()).get(portalCookie(purpose, slugs).name)?.value;
  return token ? hashToken(token) : null;
}
