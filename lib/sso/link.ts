import { writeAudit } from "@/lib/audit/write-audit";
import { networkOf } from "@/lib/auth/client-ip";
import { languageOfVisitor } from "@/lib/auth/language";
import { linkGone, makeMailLink } from "@/lib/auth/mail-links";
import { consumeMailLink, findMailLink } from "@/lib/auth/mail-links.store";
import type { Later } from "@/lib/auth/portal/request-link";
import { rowOfProvider } from "@/lib/auth/sso/provider";
import type { PendingIdentity } from "@/lib/auth/sso/sealed-cookies";
import {
  addSsoOrg,
  deleteIdentity,
  hasPassword,
  insertIdentity,
  selectIdentities,
} from "@/lib/auth/sso/sso.store";
import { findAccount, findPassword, noteSignIn } from "@/lib/auth/store";
import { hashToken } from "@/lib/auth/token";
import type { AccountCtx, VisitorCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { actAs, enterAccountRows, enterTenant } from "@/lib/db/tenant";
import { AppError, notFound } from "@/lib/errors";
import { checkMail, sendAccountMail } from "@/lib/mail/send";
import { smtpSettings } from "@/lib/mail/smtp";
import { linkIdentityMail } from "@/lib/mail/templates/sso";
import { insertMember } from "@/lib/members/store";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { clearUnprovedAccount, findProviderOrg, hasProvedDomain, selectProvider } from "@/lib/sso/store";

/**
 * Links an identity that a provider has vouched for in this browser to the account that is signed in there. Throws
 * `forbidden`, `conflict` when it opens another account, and `confirm_needed`.
 */
export async function linkToAccount(ctx: AccountCtx, pending: PendingIdentity): Promise<void> {
  if (!ctx.reach.isFull) throw limited();
  if (!ctx.emailVerifiedAt && smtpSettings()) {
    throw new AppError("conflict", "Verify your e-mail address first.");
  }
  requireConfirmedAccount(ctx);
  const { accountId, sessionId, name } = ctx;
  await ctx.db.run(async (tx) => {
    const orgId = await link(tx, { accountId, name, pending });
    if (orgId && sessionId) await addSsoOrg(tx, sessionId, orgId);
  });
  ctx.log.info("auth.sso.linked", { accountId });
}

type Linking = { accountId: string; name: string; pending: PendingIdentity };

/** Gives the organization whose provider it is. */
async function link(tx: Tx, { accountId, name, pending }: Linking): Promise<string | null> {
  const { issuer, subject, label, email, emailVerified } = pending;
  const row = rowOfProvider(pending.providerId);
  if (!(await insertIdentity(tx, { accountId, issuer, subject, label, email }))) {
    throw new AppError("conflict", "This identity is already linked to an account.");
  }
  await noteSignIn(tx, accountId, { action: "account.link", detail: { provider: label } });
  const orgId = row ? await findProviderOrg(tx, row) : null;
  if (!orgId) return null;
  await enterTenant(tx, orgId);
  const provider = await selectProvider(tx, { orgId });
  const domain = email?.split("@")[1];
  if (!provider?.addsMembers || !domain || emailVerified === false) return orgId;
  if (!(await hasProvedDomain(tx, { orgId }, domain))) return orgId;
  const role = provider.defaultRole;
  if (await insertMember(tx, { orgId, accountId, role })) {
    const target = { targetKind: "member" as const, targetLabel: name };
    await writeAudit(tx, { orgId }, { action: "member.join", ...target, detail: { role } });
  }
  return orgId;
}

/**
 * Mails a link that proves the account with the identity's address, for people who have no password to prove it with.
 * The answer is the same whether there is one. Throws `throttled`, `conflict` for one of the operator's providers.
 */
export async function requestLinkMail(
  ctx: VisitorCtx,
  pending: PendingIdentity,
  later: Later,
): Promise<void> {
  const { email, providerId, label } = pending;
  if (!email || !rowOfProvider(providerId)) throw new AppError("conflict", "Sign in with your password.");
  await consumeRateLimit(ctx, "accountMailIp", networkOf(ctx.ip));
  await consumeRateLimit(ctx, "accountMail", email);
  await checkMail(ctx);
  later(async () => {
    const account = await ctx.db.run((tx) => findPassword(tx, email));
    if (!account) return;
    const link = await makeMailLink(ctx, { purpose: "link", email: account.email, accountId: account.id });
    const to = { name: account.name, address: account.email };
    const locale = await languageOfVisitor(ctx, account.id);
    await sendAccountMail(ctx, { to, ...linkIdentityMail(locale, { name: account.name, label, link }) });
  });
}

/**
 * Links an identity by the mailed link, in the browser that the provider vouched for it in: neither is enough alone. An
 * account that never proved its address loses what somebody else may have set. Throws `throttled`, `conflict`.
 */
export async function linkByMail(
  ctx: VisitorCtx,
  { token, pending }: { token: string; pending: PendingIdentity },
): Promise<void> {
  await consumeRateLimit(ctx, "mailLinkIp", networkOf(ctx.ip));
  const tokenHash = hashToken(token);
  const now = ctx.clock();
  const accountId = await ctx.db.run(async (tx) => {
    const found = await findMailLink(tx, tokenHash, "link");
    if (!found?.accountId || found.email !== pending.email) return null;
    await enterAccountRows(tx, found.accountId);
    const account = await findAccount(tx, found.accountId);
    if (account?.email !== pending.email) return null;
    if (!(await consumeMailLink(tx, tokenHash, "link", now))) return null;
    if (!account.emailVerifiedAt) await clearUnprovedAccount(tx, account.id, now);
    await actAs(tx, { kind: "member", accountId: account.id, label: account.name });
    await link(tx, { accountId: account.id, name: account.name, pending });
    return account.id;
  });
  if (!accountId) throw linkGone();
  ctx.log.info("auth.sso.linked", { accountId });
}

export type LinkedIdentity = Awaited<ReturnType<typeof selectIdentities>>[number];

/** What the account can be opened with at providers. */
export async function listIdentities(ctx: AccountCtx): Promise<LinkedIdentity[]> {
  return ctx.db.run((tx) => selectIdentities(tx, ctx.accountId));
}

/** Unlinks an identity. Throws `not_found`, `confirm_needed`, `conflict` when the account had no other way in. */
export async function unlinkIdentity(ctx: AccountCtx, { id }: { id: string }): Promise<void> {
  if (!ctx.reach.isFull) throw limited();
  await ctx.db.run(async (tx) => {
    const all = await selectIdentities(tx, ctx.accountId);
    const others = all.filter((each) => each.id !== id);
    if (others.length === all.length) throw notFound("The linked sign-in");
    requireConfirmedAccount(ctx);
    if (others.length === 0 && !(await hasPassword(tx, ctx.accountId))) {
      throw new AppError("conflict", "You could not sign in any more.", {
        remedy: "Set a password first: sign out, and choose “Forgot your password?”.",
      });
    }
    const label = await deleteIdentity(tx, ctx.accountId, id);
    if (label === null) throw notFound("The linked sign-in");
    await noteSignIn(tx, ctx.accountId, { action: "account.unlink", detail: { provider: label } });
  });
}

const CONFIRMED_FOR_MS = 10 * 60_000;

function requireConfirmedAccount({ confirmedAt, clock }: AccountCtx): void {
  if (confirmedAt && clock().getTime() - confirmedAt.getTime() <= CONFIRMED_FOR_MS) return;
  throw new AppError("confirm_needed", "Enter your password to continue.", {
    remedy: "Rollcall asks for it again because this changes how you sign in.",
  });
}

/** For what an organization's own provider must not be able to do. */
function limited(): AppError {
  return new AppError("forbidden", "You signed in with your organization's provider.", {
    remedy: "Sign in with your password to change your account.",
  });
}
