import { cookies } from "next/headers";
import { isHttps } from "@/lib/auth/cookies";
import { type PortalSlugs, portalPath } from "@/lib/auth/portal/place";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { hashToken } from "@/lib/auth/token";

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
