import { publicUrl } from "@/lib/env";

const HOUR_MS = 3_600_000;

/** Sign in again after a fortnight whatever happens, and after a long week-end of not coming by. */
export const SESSION_LIFE = {
  absoluteMs: 14 * 24 * HOUR_MS,
  idleMs: 4 * 24 * HOUR_MS,
  /** `last_seen_at` is written at most this often. */
  touchMs: 5 * 60_000,
} as const;

/** The instants that decide whether a session still counts at `now`. */
export function sessionTimes(now: Date): { now: Date; idleSince: Date } {
  return { now, idleSince: new Date(now.getTime() - SESSION_LIFE.idleMs) };
}

/** Whether people reach us over TLS. The one boolean that names and protects every cookie. */
export function isHttps(): boolean {
  return publicUrl().startsWith("https://");
}

type Cookie = {
  name: string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };
};

type Purpose =
  | "session"
  | "csrf"
  | "next"
  | "known"
  | "step"
  | "sso"
  | "identity"
  | "state"
  | "pkce"
  | "nonce";

/**
 * Name and attributes of one of our cookies. Over TLS the name starts with `__Host-`, which a browser only accepts
 * for this very host, so that a neighboring subdomain can't plant one.
 */
export function cookie(purpose: Purpose): Cookie {
  const secure = isHttps();
  const name = `${secure ? "__Host-" : ""}rollcall.${purpose}`;
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } };
}
