import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { findMovedAddress } from "@/lib/auth/moved.store";
import { openAccount, openOrg, openWorkspace } from "@/lib/auth/open";
import { PATH_HEADER } from "@/lib/auth/path-header";
import { noteReaderLocale } from "@/lib/auth/reader-locale";
import { safeNext } from "@/lib/auth/safe-next";
import { openVisitor } from "@/lib/auth/visitor";
import type { AccountCtx, Ctx, WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { may, type Permission } from "@/lib/permissions";

/** The gate of a page for anyone who is signed in. Others are sent to sign in and come back. */
export async function pageAccount(): Promise<AccountCtx> {
  return gate(openAccount);
}

/**
 * The gate of a page of an organization. Strangers, and roles that may not, see "not found"; members without a second factor
 * that the organization requires are led to set one up.
 */
export async function pageOrg(orgSlug: string, can: Permission): Promise<Ctx> {
  const ctx = await gate(() => openOrg(orgSlug), orgSlug);
  if (!may(ctx, can)) notFound();
  return ctx;
}

/** The gate of a page of a workspace. Strangers, and roles that may not, see "not found". */
export async function pageWorkspace(
  orgSlug: string,
  workspaceSlug: string,
  can: Permission,
): Promise<WorkspaceCtx> {
  const ctx = await gate(() => openWorkspace(orgSlug, workspaceSlug), orgSlug);
  if (!may(ctx, can)) notFound();
  return ctx;
}

/** The gate of sign-in and sign-up: anyone already signed in is sent to the page they wanted. */
export async function pageVisitor(next: string): Promise<void> {
  try {
    await openAccount();
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") return;
    throw error;
  }
  redirect(next);
}

async function gate<T>(open: () => Promise<T>, orgSlug = ""): Promise<T> {
  try {
    const ctx = await open();
    await noteReaderLocale(await openAccount());
    return ctx;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") {
      const to = orgSlug ? await movedPath(orgSlug) : null;
      if (to) redirect(to);
      notFound();
    }
    if (isAppError(error) && error.code === "unauthenticated") redirect(await signInPath());
    if (isAppError(error) && error.code === "sso_needed") redirect(await ssoPath(orgSlug));
    if (isAppError(error) && error.code === "second_factor_needed") redirect(await securityPath());
    throw error;
  }
}

async function signInPath(): Promise<string> {
  const here = safeNext((await headers()).get(PATH_HEADER));
  return here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`;
}

async function ssoPath(orgSlug: string): Promise<string> {
  const here = safeNext((await headers()).get(PATH_HEADER));
  return `/sign-in/sso?${new URLSearchParams({ org: orgSlug, next: here })}`;
}

/** Where a second factor is set up; it leads back. */
async function securityPath(): Promise<string> {
  const here = safeNext((await headers()).get(PATH_HEADER));
  return `/account/security?required=${encodeURIComponent(here)}`;
}

/** The same page at the organization's new address, for a member of it; null for anyone else and any other address. */
async function movedPath(orgSlug: string): Promise<string | null> {
  const slug = await (await openVisitor()).db.run((tx) => findMovedAddress(tx, orgSlug));
  if (!slug || !(await isReachable(slug))) return null;
  const here = safeNext((await headers()).get(PATH_HEADER));
  return here.replace(`/${orgSlug}`, `/${slug}`);
}

async function isReachable(slug: string): Promise<boolean> {
  try {
    await openOrg(slug);
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return false;
    if (isAppError(error)) return true;
    throw error;
  }
}
