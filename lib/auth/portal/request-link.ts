import { networkOf } from "@/lib/auth/client-ip";
import { findPortal, type Portal } from "@/lib/auth/portal/open";
import { portalNext, portalPath } from "@/lib/auth/portal/place";
import { deleteExpiredTokens, findActiveByEmail, insertToken } from "@/lib/auth/portal/portal.store";
import type { WantedLink } from "@/lib/auth/portal/schema";
import { LINK_MINUTES, PORTAL_LIFE } from "@/lib/auth/portal/session-lifetimes";
import { hashToken, newToken } from "@/lib/auth/token";
import type { VisitorCtx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { fullName } from "@/lib/format/person";
import { checkMail, sendMail } from "@/lib/mail/send";
import { requireDelivery } from "@/lib/mail/smtp";
import { signInMail } from "@/lib/mail/templates/sign-in";
import { DEFAULT_LOCALE } from "@/lib/model/locale";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/** Does `work` once the answer is on its way. */
export type Later = (work: () => Promise<void>) => void;

/**
 * Someone asks for a link. The answer is the same whether the address is a user's or nobody's, and so is its time: who
 * it is gets looked up afterwards. Throws `throttled`, `not_found` (the portal), `mail_failed` (for everyone).
 */
export async function requestPortalLink(ctx: VisitorCtx, input: WantedLink, later: Later): Promise<void> {
  await consumeRateLimit(ctx, "portalLinkIp", networkOf(ctx.ip));
  // Never forgiven, not even once someone is in: whose tries are forgotten would be known to be a user.
  await consumeRateLimit(
    ctx,
    "portalLinkEmail",
    `${input.org}/${input.workspace}:${input.email.toLowerCase()}`,
  );
  const portal = await findPortal(ctx, input);
  requireDelivery();
  await checkMail(ctx);
  later(async () => {
    try {
      await sendPortalLink(ctx, portal, input);
    } catch (error) {
      // The request is already answered: anyone still waiting asks for another link.
      ctx.log.error("portal.link.failed", { workspaceId: portal.workspaceId }, error);
    }
  });
}

/** Mails a link to the address if it is an active user's; older links of theirs stop working. */
async function sendPortalLink(ctx: VisitorCtx, portal: Portal, { email, next }: WantedLink): Promise<void> {
  const now = ctx.clock();
  const token = newToken();
  const user = await portal.db.run(async (tx) => {
    await deleteExpiredTokens(tx, portal, new Date(now.getTime() - PORTAL_LIFE.keptMs));
    const found = await findActiveByEmail(tx, portal, email.toLowerCase());
    if (!found) return null;
    const expiresAt = new Date(now.getTime() + PORTAL_LIFE.linkMs);
    const hash = hashToken(token);
    await insertToken(tx, portal, { hash, userId: found.id, kind: "link", createdAt: now, expiresAt });
    return found;
  });
  if (!user) return;
  const base = portalPath(portal.slugs);
  const query = new URLSearchParams({ token });
  const wanted = portalNext(next, portal.slugs);
  if (wanted !== base) query.set("next", wanted);
  const name = fullName(user.firstName, user.lastName);
  await sendMail(
    { ...ctx, orgId: portal.orgId },
    {
      to: { name, address: user.email },
      ...signInMail(user.language ?? ctx.language ?? DEFAULT_LOCALE, {
        names: portal.names,
        name,
        minutes: LINK_MINUTES,
        link: new URL(`${base}/enter?${query}`, publicUrl()).href,
      }),
    },
  );
  ctx.log.info("portal.link.sent", { workspaceId: portal.workspaceId, userId: user.id });
}
