import { dropPortalCookie, type PortalCookie, readPortalCookie } from "@/lib/auth/portal/cookies";
import { findPortal } from "@/lib/auth/portal/find-portal";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { deleteToken } from "@/lib/auth/portal/portal.store";
import { openVisitor } from "@/lib/auth/visitor";

/** Ends this browser's session at a portal, or the look at it as somebody. Whatever copies of its cookie exist are worth nothing. */
export async function leavePortal(purpose: PortalCookie, slugs: PortalSlugs): Promise<void> {
  const hash = await readPortalCookie(purpose, slugs);
  if (hash) {
    const portal = await findPortal(await openVisitor(), slugs);
    await portal.db.run((tx) => deleteToken(tx, portal, { hash, kind: purpose }));
  }
  await dropPortalCookie(purpose, slugs);
}
