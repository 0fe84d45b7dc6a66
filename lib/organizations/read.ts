import type { MemberRole } from "@/drizzle/schema/members";
import type { AccountCtx, Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectOrganization, selectOwnOrganizations } from "@/lib/organizations/store";

/** The organization of the context: its name and its slug. */
export async function getOrganization(ctx: Ctx): Promise<{ id: string; name: string; slug: string }> {
  const row = await ctx.db.run((tx) => selectOrganization(tx, ctx.orgId));
  if (!row) throw notFound("The organization");
  return row;
}

type OwnOrganization = { name: string; slug: string; role: MemberRole };

/** The organizations that the session opens, the one the account joined first at the front. */
export async function listOrganizations(ctx: AccountCtx): Promise<OwnOrganization[]> {
  const { isFull, ssoOrgIds } = ctx.reach;
  return ctx.db.run((tx) => selectOwnOrganizations(tx, ctx.accountId, isFull ? null : ssoOrgIds));
}
