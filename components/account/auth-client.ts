import { formatWait } from "@/lib/format/wait";

/** The result of a sign-in for the form. */
export type SignInOutcome = { ok: true; asks?: boolean } | { ok: false; message: string };

/** Signs this browser in; with `asks` only once its second factor is shown, too. Never says whether the address or the password was wrong. */
export async function signInHere(credentials: { email: string; password: string }): Promise<SignInOutcome> {
  const url = await post("callback/credentials", credentials);
  if (url === null) return { ok: false, message: UNAVAILABLE };
  if (url.searchParams.has("csrf")) {
    return {
      ok: false,
      message: "Your browser blocked the sign-in cookie. Allow cookies for this site, then try again.",
    };
  }
  const error = url.searchParams.get("error");
  if (error === "second_step") return { ok: true, asks: true };
  return error === null ? { ok: true } : { ok: false, message: explain(error) };
}

/** Signs this browser out. The session ends on the server, so copies of its cookie stop working too. */
export async function signOutHere(): Promise<void> {
  await post("signout", {});
  // A full load, so that nothing of the session stays in memory.
  window.location.assign("/sign-in");
}

export const UNAVAILABLE = "Rollcall can't be reached right now. Check your connection, then try again.";

export function explain(error: string): string {
  if (error === "CredentialsSignin") return "The e-mail address or the password is wrong.";
  const [kind, seconds] = error.split(":");
  if (kind === "busy") return "Many people are signing in right now. Try again in a few seconds.";
  if (kind !== "throttled") return "Sign-in isn't working right now. Try again in a minute.";
  return `Too many attempts. Wait ${formatWait(Number(seconds))}, then try again.`;
}

/** The address the server redirects to; null without a usable answer. */
export async function post(path: string, fields: Record<string, string>): Promise<URL | null> {
  try {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: "/", json: "true" });
    const { url } = await (await fetch(`/api/auth/${path}`, { method: "POST", body })).json();
    return new URL(url, window.location.origin);
  } catch {
    return null;
  }
}
