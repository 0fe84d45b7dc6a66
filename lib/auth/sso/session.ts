import { browserName } from "@/lib/auth/browser-name";
import { networkOf } from "@/lib/auth/client-ip";
import { SESSION_LIFE } from "@/lib/auth/cookies";
import type { SsoProvider } from "@/lib/auth/sso/provider";
import { deleteDeadSessions, insertSession, noteSignIn, revokeSessionRow } from "@/lib/auth/store";
import { hashToken, newToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";

/**
 * Opens a session for someone whom a provider has vouched for; the browser's previous session ends. An organization's
 * provider opens that organization only: who runs it must not reach what the person has elsewhere.
 */
export async function openSsoSession(
  ctx: VisitorCtx,
  accountId: string,
  { provider, previousSessionId }: { provider: SsoProvider; previousSessionId: string | null },
): Promise<string> {
  const sid = newToken();
  const now = ctx.clock();
  const { ip, userAgent } = ctx;
  await ctx.db.run(async (tx) => {
    if (previousSessionId) await revokeSessionRow(tx, previousSessionId, now);
    await insertSession(tx, {
      ...{ sidHash: hashToken(sid), accountId, ip, userAgent, createdAt: now, lastSeenAt: now },
      ...{ confirmedAt: now, expiresAt: new Date(now.getTime() + SESSION_LIFE.absoluteMs) },
      ...{ method: "provider", providerId: provider.id, isFull: provider.orgId === null },
      ssoOrgIds: provider.orgId === null ? [] : [provider.orgId],
    });
    await deleteDeadSessions(tx, accountId, now);
    const detail = { network: networkOf(ip), browser: browserName(userAgent), provider: provider.label };
    await noteSignIn(tx, accountId, { action: "session.start", detail });
  });
  ctx.log.info("auth.sso.signed_in", { accountId, orgId: provider.orgId });
  return sid;
}
