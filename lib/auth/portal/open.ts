import { cache } from "react";
import { enterOrg, enterWorkspace } from "@/lib/auth/enter";
import { findAccount, openAccount } from "@/lib/auth/open";
import { readPortalCookie } from "@/lib/auth/portal/cookies";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import {
  deleteToken,
  type FoundToken,
  findPlace,
  findToken,
  type Place,
  selectPortalFace,
  setSessionEnd,
} from "@/lib/auth/portal/portal.store";
import { slidEnd } from "@/lib/auth/portal/session-lifetimes";
import { openVisitor } from "@/lib/auth/visitor";
import { brandPortalCtx, type PortalCtx, type VisitorCtx } from "@/lib/context";
import { db } from "@/lib/db/client";
import { type TenantDb, tenantDb } from "@/lib/db/tenant";
import { AppError, type ErrorCode, isAppError, notFound } from "@/lib/errors";
import { fullName } from "@/lib/format/person";
import type { Actor } from "@/lib/model/actor";
import type { Brand } from "@/lib/model/brand";
import { may } from "@/lib/permissions";

/** The portal at an address, looked up once a request. Throws `not_found`. */
export const openPortalPlace: (org: string, workspace: string) => Promise<Portal> = cache(
  async (org, workspace) => findPortal(await openVisitor(), { org, workspace }),
);

/**
 * Who is at the portal in the current request: a member who looks as a user, else the user who is signed in. Asked of
 * the database each time: a removed user loses access immediately. Throws `unauthenticated`, `not_found` (the portal).
 */
export const openPortal: (org: string, workspace: string) => Promise<PortalCtx> = cache(
  async (org, workspace) => {
    const portal = await openPortalPlace(org, workspace);
    const visitor = await openVisitor();
    const found = (await findView(visitor, portal)) ?? (await findSession(visitor, portal));
    if (found) return found;
    throw new AppError("unauthenticated", "You are not signed in, or your session has ended.", {
      remedy: "Sign in again.",
    });
  },
);

async function findSession(visitor: VisitorCtx, portal: Portal): Promise<PortalCtx | null> {
  const hash = await readPortalCookie("session", portal.slugs);
  if (!hash) return null;
  const now = visitor.clock();
  const session = await portal.db.run(async (tx) => {
    const found = await findToken(tx, portal, { hash, kind: "session" });
    if (!found || found.expiresAt <= now) return null;
    const end = slidEnd(found, now);
    if (end) await setSessionEnd(tx, portal, hash, end);
    return found;
  });
  if (!session) return null;
  if (session.memberId !== null && (await findAccount())?.sessionId !== session.memberId) {
    await portal.db.run((tx) => deleteToken(tx, portal, { hash, kind: "session" }));
    return null;
  }
  const { user } = session;
  const label = fullName(user.firstName, user.lastName) || user.email;
  return inside(visitor, portal, session, { kind: "user", userId: user.id, label });
}

/** A view is worth something only beside the member's own session, and while their role still allows it. */
async function findView(visitor: VisitorCtx, portal: Portal): Promise<PortalCtx | null> {
  const hash = await readPortalCookie("view", portal.slugs);
  if (!hash) return null;
  const view = await portal.db.run((tx) => findToken(tx, portal, { hash, kind: "view" }));
  if (!view || view.expiresAt <= visitor.clock()) return null;
  const member = await findMember(portal);
  if (member?.kind !== "member" || member.accountId !== view.memberId) return null;
  return inside(visitor, portal, view, member);
}

const NO_MEMBER: ReadonlySet<ErrorCode> = new Set(["unauthenticated", "not_found", "sso_needed"]);

async function findMember(portal: Portal): Promise<Actor | null> {
  try {
    const { org, workspace } = portal.slugs;
    const ctx = await enterWorkspace(await enterOrg(db(), await openAccount(), org), workspace);
    return may(ctx, "portal:view_as") ? ctx.actor : null;
  } catch (error) {
    if (isAppError(error) && NO_MEMBER.has(error.code)) return null;
    throw error;
  }
}

function inside({ clock, log }: VisitorCtx, portal: Portal, token: FoundToken, actor: Actor): PortalCtx {
  const { orgId, workspaceId, db } = portal;
  // exempt(actor): whoever is no member looks at no portal but their own
  const view = actor.kind === "member" ? { endsAt: token.expiresAt } : null;
  return brandPortalCtx({ orgId, workspaceId, actor, user: token.user, view, db, clock, log });
}

/** A workspace's portal as anyone may see it: its name and look, and a database that is inside its organization's wall. */
export type Portal = Place & {
  slugs: PortalSlugs;
  names: { organization: string; workspace: string };
  brand: Brand;
  db: TenantDb;
};

/** The portal at an address. Throws `not_found`. */
export async function findPortal(visitor: Pick<VisitorCtx, "db">, slugs: PortalSlugs): Promise<Portal> {
  const place = await visitor.db.run((tx) => findPlace(tx, slugs.org, slugs.workspace));
  if (!place) throw notFound("The portal");
  const inside = tenantDb(db(), { orgId: place.orgId });
  const face = await inside.run((tx) => selectPortalFace(tx, place));
  if (!face) throw notFound("The portal");
  return { ...place, slugs: { org: slugs.org, workspace: slugs.workspace }, ...face, db: inside };
}
