import { writeAudit } from "@/lib/audit/write-audit";
import { addToldOrg, findSsoRule } from "@/lib/auth/sso/sso.store";
import { tellOwners } from "@/lib/auth/sso/tell-owners";
import type { AccountCtx } from "@/lib/context";
import { enterTenant } from "@/lib/db/tenant";
import { AppError, notFound } from "@/lib/errors";

type Membership = { orgId: string; role: string };

/**
 * Whether a session may open an organization, asked at every request. Throws `not_found` outside the reach of a
 * session, and `sso_needed` where members have to sign in with the organization's provider. Owners get in with their
 * password, for when that provider is down; the audit log and the other owners are told.
 */
export async function requireSso(account: AccountCtx, { orgId, role }: Membership): Promise<void> {
  const { isFull, ssoOrgIds } = account.reach;
  if (ssoOrgIds.includes(orgId)) return;
  if (!isFull) throw notFound("The organization");
  const required = await account.db.run((tx) => findSsoRule(tx, account.accountId, orgId));
  if (!required) return;
  if (role !== "owner") {
    throw new AppError("sso_needed", "This organization requires single sign-on.", {
      remedy: "Sign in with the provider of the organization.",
    });
  }
  await noteBypass(account, orgId);
}

/** Once a session. */
async function noteBypass(account: AccountCtx, orgId: string): Promise<void> {
  const { sessionId, accountId } = account;
  if (!sessionId) return;
  const isFirst = await account.db.run(async (tx) => {
    if (!(await addToldOrg(tx, sessionId, orgId))) return false;
    await enterTenant(tx, orgId);
    const target = { targetKind: "organization" as const, targetId: orgId };
    await writeAudit(tx, { orgId }, { action: "organization.bypass_sso", ...target });
    return true;
  });
  if (!isFirst) return;
  account.log.warn("auth.sso.bypassed", { accountId, orgId });
  await tellOwners(account, orgId);
}
