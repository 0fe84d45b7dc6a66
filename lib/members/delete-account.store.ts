import { and, eq, ne } from "drizzle-orm";
import { accounts, members, organizations } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

/** The organizations that the account is a member of. */
export async function selectMemberships(tx: Tx, accountId: string) {
  return tx
    .select({ orgId: members.orgId, role: members.role, name: organizations.name })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.orgId))
    .where(eq(members.accountId, accountId));
}

/** Owners of an organization beside the account; the transaction has entered it. */
export async function countOtherOwners(tx: Tx, orgId: string, accountId: string): Promise<number> {
  return tx.$count(
    members,
    and(eq(members.orgId, orgId), eq(members.role, "owner"), ne(members.accountId, accountId)),
  );
}

/** With its sessions, factors and memberships. */
export async function deleteAccountRow(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(accounts).where(eq(accounts.id, accountId));
}
