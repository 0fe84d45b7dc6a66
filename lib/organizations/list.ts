import type { MemberRole } from "@/drizzle/schema/members";
import type { AccountCtx } from "@/lib/context";
import { selectOwnOrganizations } from "@/lib/organizations/store";

type OwnOrganization = { name: string; slug: string; role: MemberRole };

/** The organizations the account is a member of, the one it joined first at the front. */
export async function listOrganizations(ctx: AccountCtx): Promise<OwnOrganization[]> {
  return ctx.db.run((tx) => selectOwnOrganizations(tx, ctx.accountId));
}
