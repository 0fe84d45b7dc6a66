import { requireSso } from "@/lib/auth/sso/require-sso";
import { findAccount, findMembership, findWorkspaceId } from "@/lib/auth/store";
import {
  type AccountCtx,
  brandCtx,
  brandWorkspaceCtx,
  type Clock,
  type Ctx,
  type Reach,
  type WorkspaceCtx,
} from "@/lib/context";
import type { Db } from "@/lib/db/client";
import { tenantDb } from "@/lib/db/tenant";
import { AppError, notFound } from "@/lib/errors";
import { createLog, type Log } from "@/lib/log";
import { may } from "@/lib/permissions";

type Surroundings = {
  sessionId?: string | null;
  confirmedAt?: Date | null;
  reach?: Reach;
  clock?: Clock;
  log?: Log;
};

/** Of a session that a password opened, and of what is no session. */
const EVERYWHERE: Reach = { isFull: true, ssoOrgIds: [], providerId: null };

/** The context of an account that has proved who it is. Throws `unauthenticated` when it no longer exists. */
export async function enterAccount(
  db: Db,
  accountId: string,
  {
    sessionId = null,
    confirmedAt = null,
    reach = EVERYWHERE,
    clock = () => new Date(),
    log = createLog("web"),
  }: Surroundings = {},
): Promise<AccountCtx> {
  const account = await tenantDb(db, { accountId }).run((tx) => findAccount(tx, accountId));
  if (!account) throw new AppError("unauthenticated", "Sign in to continue.");
  const own = tenantDb(db, { accountId, actor: { kind: "member", accountId, label: account.name } });
  const { email, name, language, emailVerifiedAt, secondFactorAt } = account;
  const person = {
    accountId,
    email,
    name,
    chosenLanguage: language,
    emailVerifiedAt,
    hasSecondFactor: secondFactorAt !== null,
  };
  return { ...person, sessionId, confirmedAt, reach, db: own, clock, log };
}

/**
 * Into an organization the account is a member of; any other is not found. Throws `second_factor_needed` where the
 * organization wants one and the account has none.
 */
export async function enterOrg(db: Db, account: AccountCtx, slug: string): Promise<Ctx> {
  const membership = await account.db.run((tx) => findMembership(tx, account.accountId, slug));
  if (!membership) throw notFound("The organization");
  await requireSso(account, membership);
  // Where the organization's own provider vouched for someone, what it asks them for is the organization's to decide.
  const isVouched = account.reach.ssoOrgIds.includes(membership.orgId);
  if (membership.requiresSecondFactor && !account.hasSecondFactor && !isVouched) {
    throw new AppError("second_factor_needed", "This organization requires a second factor.", {
      remedy: "Set one up under Security in your account.",
    });
  }
  const { clock, log, accountId, name, confirmedAt } = account;
  const { orgId, role } = membership;
  const actor = { kind: "member", accountId, label: name } as const;
  const workspaceRoles = new Map(Object.entries(membership.workspaceRoles));
  const workspaceIds = role === "guest" ? [...workspaceRoles.keys()] : null;
  const inside = tenantDb(db, { orgId, actor, workspaceIds });
  return brandCtx({ orgId, actor, role, workspaceRoles, workspaceIds, confirmedAt, db: inside, clock, log });
}

/** Into a workspace of the organization that can be reached; any other is not found. */
export async function enterWorkspace(ctx: Ctx, slug: string): Promise<WorkspaceCtx> {
  const id = await ctx.db.run((tx) => findWorkspaceId(tx, ctx.orgId, slug));
  if (!id) throw notFound("The workspace");
  const inside = brandWorkspaceCtx(ctx, id);
  if (!may(inside, "workspace:view")) throw notFound("The workspace");
  return inside;
}
