import { listPreferences, setPreferences } from "@/lib/alerts/preferences";
import { networkOf } from "@/lib/auth/client-ip";
import { openUnsubscribe } from "@/lib/auth/unsubscribe";
import { selectMember } from "@/lib/channels/deliveries.store";
import { selectOrganizationName } from "@/lib/channels/organization.store";
import type { Ctx, VisitorCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

/** Whose alerts an unsubscribe link ends. Changes nothing: mail scanners open links, too. Throws `not_found`, `throttled`. */
export async function findSubscription(
  visitor: VisitorCtx,
  { token }: { token: string },
): Promise<{ organization: string; isMailed: boolean }> {
  const ctx = await open(visitor, token);
  const { name } = await ctx.db.run((tx) => selectOrganizationName(tx, ctx));
  return { organization: name, isMailed: (await listPreferences(ctx)).some(({ mail }) => mail) };
}

/** Ends the alert mails of one member of one organization; what the app shows stays. Throws `not_found`, `throttled`. */
export async function unsubscribe(visitor: VisitorCtx, { token }: { token: string }): Promise<void> {
  const ctx = await open(visitor, token);
  const preferences = await listPreferences(ctx);
  await setPreferences(ctx, {
    choices: preferences.map(({ kind, inApp }) => ({ kind, inApp, mail: false })),
  });
  ctx.log.info("alert.unsubscribe.done", { accountId: accountOf(ctx.actor) });
}

async function open(visitor: VisitorCtx, token: string): Promise<Ctx> {
  await consumeRateLimit(visitor, "unsubscribeIp", networkOf(visitor.ip));
  const ctx = openUnsubscribe(visitor, token);
  const accountId = ctx && accountOf(ctx.actor);
  const member = ctx && accountId ? await ctx.db.run((tx) => selectMember(tx, ctx, accountId)) : undefined;
  if (!ctx || !member) throw notFound("This link");
  return ctx;
}
