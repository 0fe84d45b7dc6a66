import { writeAudit } from "@/lib/audit/write-audit";
import { networkOf } from "@/lib/auth/client-ip";
import { dropPortalCookie, type PortalCookie, readPortalCookie } from "@/lib/auth/portal/cookies";
import { findPortal } from "@/lib/auth/portal/open";
import type { PortalSlugs } from "@/lib/auth/portal/place";
import {
  consumeLink,
  deleteToken,
  findActiveById,
  findToken,
  insertToken,
} from "@/lib/auth/portal/portal.store";
import type { UsedLink } from "@/lib/auth/portal/schema";
import { PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { hashToken, newToken } from "@/lib/auth/token";
import { openVisitor } from "@/lib/auth/visitor";
import type { AccountCtx, VisitorCtx } from "@/lib/context";
import { actAs } from "@/lib/db/tenant";
import { AppError } from "@/lib/errors";
import { fullName } from "@/lib/format/person";
import { mailDelivery } from "@/lib/mail/smtp";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

export type FoundLink = { state: "open"; email: string } | { state: "used" | "expired" | "unknown" };

/** What a link is worth, without using it up: mail scanners open links, too. */
export async function findPortalLink(ctx: VisitorCtx, input: UsedLink): Promise<FoundLink> {
  const portal = await findPortal(ctx, input);
  const hash = hashToken(input.token);
  const link = await portal.db.run((tx) => findToken(tx, portal, { hash, kind: "link" }));
  if (!link) return { state: "unknown" };
  if (link.usedAt) return { state: "used" };
  return link.expiresAt > ctx.clock() ? { state: "open", email: link.user.email } : { state: "expired" };
}

/**
 * Consumes a link and opens a session with a new token; `previous` (a hash), the browser's session until now, ends.
 * Where links are kept for admins, anyone signed in as a member may have taken this one from there: the session is
 * bound to theirs, and ends with it.
 * Throws `throttled`, `not_found` (the portal), `conflict` (used, expired, or its user was removed).
 */
export async function enterPortal(
  ctx: VisitorCtx,
  input: UsedLink,
  previous: string | null,
  member: Pick<AccountCtx, "name" | "sessionId"> | null = null,
): Promise<{ token: string; userId: number }> {
  await consumeRateLimit(ctx, "portalEnterIp", networkOf(ctx.ip));
  const portal = await findPortal(ctx, input);
  const token = newToken();
  const now = ctx.clock();
  const user = await portal.db.run(async (tx) => {
    const userId = await consumeLink(tx, portal, hashToken(input.token), now);
    const found = userId === null ? null : await findActiveById(tx, portal, userId);
    if (!found) return null;
    if (previous) await deleteToken(tx, portal, { hash: previous, kind: "session" });
    const expiresAt = new Date(now.getTime() + PORTAL_LIFE.idleMs);
    const kept = mailDelivery() === "outbox";
    const memberId = (kept && member?.sessionId) || undefined;
    const session = { hash: hashToken(token), userId: found.id, kind: "session" as const, memberId };
    await insertToken(tx, portal, { ...session, createdAt: now, expiresAt });
    const label = fullName(found.firstName, found.lastName) || found.email;
    await actAs(tx, { kind: "user", userId: found.id, label });
    const by = kept ? { keptLink: true, ...(memberId ? { signedInAs: member?.name } : {}) } : {};
    const detail = { workspaceId: portal.workspaceId, network: networkOf(ctx.ip), ...by };
    const target = { targetKind: "portal" as const, targetId: found.id };
    await writeAudit(tx, portal, { action: "portal.enter", ...target, detail });
    return found;
  });
  if (!user) throw linkGone();
  ctx.log.info("portal.enter.done", { workspaceId: portal.workspaceId, userId: user.id });
  return { token, userId: user.id };
}

function linkGone(): AppError {
  return new AppError("conflict", "This link has already been used or has expired.", {
    remedy: "Request a new one.",
  });
}

/** Ends this browser's session at a portal, or an admin's view of it. Copies of its cookie become useless. */
export async function leavePortal(purpose: PortalCookie, slugs: PortalSlugs): Promise<void> {
  const hash = await readPortalCookie(purpose, slugs);
  if (hash) {
    const portal = await findPortal(await openVisitor(), slugs);
    await portal.db.run((tx) => deleteToken(tx, portal, { hash, kind: purpose }));
  }
  await dropPortalCookie(purpose, slugs);
}
