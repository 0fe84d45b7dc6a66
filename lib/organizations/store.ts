import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { members, organizations } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";

/** False when the slug is taken. */
export async function insertOrganization(
  tx: Tx,
  row: { id: string; name: string; slug: string },
): Promise<boolean> {
  const made = await tx
    .insert(organizations)
    .values(row)
    .onConflictDoNothing({ target: organizations.slug })
    .returning({ id: organizations.id });
  return made.length > 0;
}

/** `only`: those of these ids; null for all. */
export async function selectOwnOrganizations(tx: Tx, accountId: string, only: readonly string[] | null) {
  return tx
    .select({ name: organizations.name, slug: organizations.slug, role: members.role })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.orgId))
    .where(
      and(
        eq(members.accountId, accountId),
        only ? inArray(members.orgId, [...only]) : undefined,
        sql`not system_is_deleted(${members.orgId})`,
      ),
    )
    .orderBy(asc(members.createdAt), asc(organizations.slug));
}

export async function selectOrganization(tx: Tx, orgId: string) {
  const [row] = await tx
    .select({ id: organizations.id, name: organizations.name, slug: organizations.slug })
    .from(organizations)
    .where(eq(organizations.id, orgId));
  return row ?? null;
}

/** An account's place in the organization. */
export async function findMember(tx: Tx, orgId: string, accountId: string) {
  const [row] = await tx
    .select({ id: members.id, role: members.role })
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.accountId, accountId)));
  return row ?? null;
}
