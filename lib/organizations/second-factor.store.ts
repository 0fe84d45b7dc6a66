import { and, eq, isNull } from "drizzle-orm";
import { accounts, members, organizations } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

export async function selectRequired(tx: Tx, orgId: string) {
  const { name, requiresSecondFactor } = organizations;
  const [row] = await tx
    .select({ name, required: requiresSecondFactor })
    .from(organizations)
    .where(eq(organizations.id, orgId));
  return row ?? null;
}

export async function updateRequired(tx: Tx, orgId: string, requiresSecondFactor: boolean): Promise<void> {
  await tx.update(organizations).set({ requiresSecondFactor }).where(eq(organizations.id, orgId));
}

/** The accounts of members that have no second factor. */
export async function selectWithout(tx: Tx, orgId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: accounts.id })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(and(eq(members.orgId, orgId), isNull(accounts.secondFactorAt)));
  return rows.map(({ id }) => id);
}
