import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { findMovedAddress } from "@/lib/auth/moved.store";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { portalLocale } from "@/lib/auth/portal/locale";
import { openPortal, openPortalPlace, type Portal } from "@/lib/auth/portal/open";
import { portalNext, portalPath } from "@/lib/auth/portal/place";
import { openVisitor } from "@/lib/auth/visitor";
import type { PortalCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { type PortalTexts, portalTexts } from "@/lib/messages/texts";
import type { Locale } from "@/lib/model/locale";

/** The gate of a page before anyone is signed in: an address without a portal is "not found". */
export async function pagePortalPlace(org: string, workspace: string): Promise<Portal> {
  try {
    return await openPortalPlace(org, workspace);
  } catch (error) {
    if (!isAppError(error) || error.code !== "not_found") throw error;
    // Links that users have kept lead to the portal for as long as its organization's old address does.
    const moved = await (await openVisitor()).db.run((tx) => findMovedAddress(tx, org));
    if (!moved) notFound();
    const here = (await headers()).get(PATH_HEADER) ?? `/p/${org}/${workspace}`;
    redirect(here.replace(`/p/${org}`, `/p/${moved}`));
  }
}

/** The texts of a portal in the language of who asks for its page. */
export async function pagePortalTexts(
  org: string,
  workspace: string,
): Promise<{ t: PortalTexts; locale: Locale }> {
  const locale = await portalLocale(org, workspace);
  return { t: portalTexts(locale), locale };
}

/** What a page inside is made of: the portal, who reads it, and its texts in their language. */
type PortalPage = { portal: Portal; ctx: PortalCtx; t: PortalTexts; locale: Locale };

/** The gate of every page inside: who is not signed in is sent to do so, and comes back. */
export async function pagePortal(org: string, workspace: string): Promise<PortalPage> {
  const portal = await pagePortalPlace(org, workspace);
  try {
    const ctx = await openPortal(org, workspace);
    return { portal, ctx, ...(await pagePortalTexts(org, workspace)) };
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") redirect(await signInPath(portal));
    throw error;
  }
}

async function signInPath({ slugs }: Portal): Promise<string> {
  const base = portalPath(slugs);
  const here = portalNext((await headers()).get(PATH_HEADER), slugs);
  return here === base ? `${base}/sign-in` : `${base}/sign-in?next=${encodeURIComponent(here)}`;
}
