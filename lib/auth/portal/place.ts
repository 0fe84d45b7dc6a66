import { safeNext } from "@/lib/auth/safe-next";

/** The slugs in a portal's address. They choose a workspace; they prove nothing. */
export type PortalSlugs = { org: string; workspace: string };

/** "/p/acme/people": where a portal lives, without a slash at its end. */
export function portalPath({ org, workspace }: PortalSlugs): string {
  return `/p/${encodeURIComponent(org)}/${encodeURIComponent(workspace)}`;
}

/** Our own words in place of a page's own address. */
export const PORTAL_WORDS: ReadonlySet<string> = new Set([
  "sign-in",
  "sign-out",
  "enter",
  "teams",
  "me",
  "view",
]);

/** Those of them that are pages for who is signed in. */
const INSIDE: ReadonlySet<string> = new Set(["teams", "me"]);

/** Where to go inside the portal after signing in: `next` when it is a page of this portal, else its start. */
export function portalNext(next: string | null | undefined, slugs: PortalSlugs): string {
  const base = portalPath(slugs);
  const path = safeNext(next);
  if (!path.startsWith(`${base}/`)) return base;
  const first = path.slice(base.length + 1).split(/[/?]/)[0] ?? "";
  return INSIDE.has(first) || !PORTAL_WORDS.has(first) ? path : base;
}
