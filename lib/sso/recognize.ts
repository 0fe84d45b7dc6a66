import type { MemberRole } from "@/drizzle/schema/members";
import { writeAudit } from "@/lib/audit/write-audit";
import { setEmailVerified } from "@/lib/auth/mail-links.store";
import type { Identity } from "@/lib/auth/sso/claims";
import type { SsoProvider } from "@/lib/auth/sso/provider";
import type { PendingIdentity, SsoIntent } from "@/lib/auth/sso/sealed-cookies";
import { addSsoOrg, findIdentity, insertIdentity, touchIdentity } from "@/lib/auth/sso/sso.store";
import { findPassword, insertAccount, setConfirmed } from "@/lib/auth/store";
import type { AccountCtx, VisitorCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { actAs, enterTenant } from "@/lib/db/tenant";
import { unreachable } from "@/lib/errors";
import { insertMember } from "@/lib/members/store";
import { linkToAccount } from "@/lib/sso/link";
import type { SsoRefusal } from "@/lib/sso/refusals";
import { hasProvedDomain, isMemberAccount, selectProvider } from "@/lib/sso/store";

type Arrival = {
  provider: SsoProvider;
  identity: Identity;
  intent: SsoIntent;
  /** Whoever is signed in with the browser. */
  current: AccountCtx | null;
};

/** What comes of someone whom a provider vouches for. */
export type Recognized =
  | { kind: "open"; accountId: string }
  /** The browser stays signed in as it is, and goes on. */
  | { kind: "stay" }
  /** No account is linked with the identity yet: the person has to prove that one is theirs. */
  | { kind: "prove"; pending: PendingIdentity }
  | { kind: "refuse"; why: SsoRefusal };

const refuse = (why: SsoRefusal): Recognized => ({ kind: "refuse", why });

/**
 * Decides what an identity opens. It is known by issuer and subject alone. An address of an account never opens that
 * account: somebody first has to prove that it is theirs.
 */
export async function recognize(ctx: VisitorCtx, arrival: Arrival): Promise<Recognized> {
  const { identity, intent } = arrival;
  const accountId = await ctx.db.run((tx) => findIdentity(tx, identity));
  switch (intent.kind) {
    case "confirm":
      return confirmed(arrival, accountId);
    case "link":
      return linked(arrival, accountId);
    case "sign_in":
      return accountId ? known(ctx, arrival, accountId) : unknown(ctx, arrival);
    default:
      return unreachable(intent.kind);
  }
}

async function confirmed({ provider, current }: Arrival, accountId: string | null): Promise<Recognized> {
  const { sessionId, reach } = current ?? {};
  if (!current || !sessionId || current.accountId !== accountId || reach?.providerId !== provider.id) {
    return refuse("other_account");
  }
  await current.db.run((tx) => setConfirmed(tx, sessionId, current.clock()));
  return { kind: "stay" };
}

async function linked(arrival: Arrival, accountId: string | null): Promise<Recognized> {
  const { current } = arrival;
  if (!current?.reach.isFull) return refuse("not_signed_in");
  if (accountId) return accountId === current.accountId ? { kind: "stay" } : refuse("linked_elsewhere");
  await linkToAccount(current, pendingOf(arrival));
  return { kind: "stay" };
}

async function known(ctx: VisitorCtx, arrival: Arrival, accountId: string): Promise<Recognized> {
  const { provider, identity, current } = arrival;
  const { orgId } = provider;
  const now = ctx.clock();
  const isIn = await ctx.db.run(async (tx) => {
    if (orgId !== null) {
      await enterTenant(tx, orgId);
      // Somebody who was removed does not come back by signing in: an owner has to invite them.
      if (!(await isMemberAccount(tx, { orgId }, accountId))) return false;
    }
    await touchIdentity(tx, { accountId, ...identity, now });
    return true;
  });
  if (!isIn) return refuse("not_member");
  const { sessionId } = current ?? {};
  if (orgId === null || !sessionId || current?.accountId !== accountId) return { kind: "open", accountId };
  await current.db.run((tx) => addSsoOrg(tx, sessionId, orgId));
  return { kind: "stay" };
}

async function unknown(ctx: VisitorCtx, arrival: Arrival): Promise<Recognized> {
  const { provider, identity, current } = arrival;
  const pending = pendingOf(arrival);
  const { orgId } = provider;
  if (orgId === null) return { kind: "prove", pending };
  const { email, emailVerified } = identity;
  const account = email ? await ctx.db.run((tx) => findPassword(tx, email)) : null;
  if (account || current?.reach.isFull) return { kind: "prove", pending };
  if (!email) return refuse("no_email");
  // The domain was proved by its organization, whose provider this is: only a plain "no" speaks against the address.
  if (emailVerified === false) return refuse("unverified");
  const made = await ctx.db.run((tx) =>
    join(tx, { orgId, identity, email, label: provider.label, now: ctx.clock() }),
  );
  return typeof made === "string" ? { kind: "open", accountId: made } : refuse(made.why);
}

type Joining = { orgId: string; identity: Identity; email: string; label: string; now: Date };

/** Makes the account and the member, in one transaction. Gives its id, or why not. */
async function join(
  tx: Tx,
  { orgId, identity, email, label, now }: Joining,
): Promise<string | { why: SsoRefusal }> {
  await enterTenant(tx, orgId);
  const domain = email.split("@")[1] ?? "";
  if (!(await hasProvedDomain(tx, { orgId }, domain))) return { why: "domain" };
  const provider = await selectProvider(tx, { orgId });
  if (!provider?.addsMembers) return { why: "not_invited" };
  const name = identity.name ?? email.split("@")[0] ?? email;
  const accountId = await insertAccount(tx, { email, name, passwordHash: null });
  if (!accountId) return { why: "failed" };
  await setEmailVerified(tx, { accountId, email, now });
  await insertIdentity(tx, { accountId, ...identity, label, email });
  await actAs(tx, { kind: "member", accountId, label: name });
  await addMember(tx, { orgId, accountId, role: provider.defaultRole, name });
  return accountId;
}

type NewMember = { orgId: string; accountId: string; role: MemberRole; name: string };

/** Makes an account a member with the role that the organization gives to whoever signs in for the first time. */
export async function addMember(tx: Tx, { name, ...row }: NewMember): Promise<void> {
  if (!(await insertMember(tx, row))) return;
  const target = { targetKind: "member" as const, targetLabel: name };
  const { orgId, role } = row;
  await writeAudit(tx, { orgId }, { action: "member.join", ...target, detail: { role } });
}

function pendingOf({ provider, identity, intent }: Arrival): PendingIdentity {
  const { issuer, subject, email, emailVerified } = identity;
  const { id: providerId, label } = provider;
  return { providerId, label, issuer, subject, email, emailVerified, next: intent.next };
}
