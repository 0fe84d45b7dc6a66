import { headers } from "next/headers";
import { cache } from "react";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { openPortal } from "@/lib/auth/portal/open";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import { isAppError } from "@/lib/errors";
import { DEFAULT_LOCALE, type Locale } from "@/lib/model/locale";
import { pickLanguage } from "@/lib/values/language";

/** The language of the browser that the current request comes from. */
export async function browserLocale(): Promise<Locale> {
  return pickLanguage((await headers()).get("accept-language"));
}

/**
 * The language of the current request at a portal: what a profile field says of the user who is inside, else the
 * browser's. An address without a portal has the browser's, too.
 */
export const portalLocale: (org: string, workspace: string) => Promise<Locale> = cache(
  async (org, workspace) => (await ownLanguage(org, workspace)) ?? browserLocale(),
);

async function ownLanguage(org: string, workspace: string): Promise<Locale | null> {
  try {
    return (await openPortal(org, workspace)).user.language;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** The language of the page that is asked for: pages outside portals are in English. */
export async function pageLocale(): Promise<Locale> {
  const slugs = await portalHere();
  return slugs ? portalLocale(slugs.org, slugs.workspace) : DEFAULT_LOCALE;
}

/** The portal that the current request is at, as its address says; null elsewhere. */
export async function portalHere(): Promise<PortalSlugs | null> {
  const path = (await headers()).get(PATH_HEADER) ?? "";
  const [, org, workspace] = /^\/p\/([^/?]+)\/([^/?]+)/.exec(path) ?? [];
  if (org === undefined || workspace === undefined) return null;
  return { org: decoded(org), workspace: decoded(workspace) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
