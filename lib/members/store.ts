import { and, asc, eq } from "drizzle-orm";
import { accounts, members, organizations, workspaces } from "@/drizzle/schema";
import type { MemberRole } from "@/drizzle/schema/members";
import type { Tx } from "@/lib/db/client";

export async function selectMembers(tx: Tx, orgId: string) {
  return tx
    .select({
      id: members.id,
      accountId: members.accountId,
      name: accounts.name,
      email: accounts.email,
      role: members.role,
      createdAt: members.createdAt,
    })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(eq(members.orgId, orgId))
    .orderBy(asc(accounts.name), asc(accounts.email));
}

/** Locks the owners until the transaction ends, so that two of them can't step down at the same time. */
export async function lockOwners(tx: Tx, orgId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.role, "owner")))
    .orderBy(asc(members.id))
    .for("update");
  return rows.map((row) => row.id);
}

export async function selectMember(tx: Tx, orgId: string, id: string) {
  const [row] = await tx
    .select({
      id: members.id,
      accountId: members.accountId,
      name: accounts.name,
      email: accounts.email,
      role: members.role,
    })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(and(eq(members.orgId, orgId), eq(members.id, id)));
  return row ?? null;
}

export async function updateRole(tx: Tx, orgId: string, id: string, role: MemberRole): Promise<void> {
  await tx
    .update(members)
    .set({ role })
    .where(and(eq(members.orgId, orgId), eq(members.id, id)));
}

export async function deleteMember(tx: Tx, orgId: string, id: string): Promise<void> {
  await tx.delete(members).where(and(eq(members.orgId, orgId), eq(members.id, id)));
}

/** Gives a guest a role in the organization as a whole; anyone else keeps theirs. Says whether it did. */
export async function raiseGuest(
  tx: Tx,
  { orgId, accountId, role }: { orgId: string; accountId: string; role: MemberRole },
): Promise<boolean> {
  const rows = await tx
    .update(members)
    .set({ role })
    .where(and(eq(members.orgId, orgId), eq(members.accountId, accountId), eq(members.role, "guest")))
    .returning({ id: members.id });
  return rows.length > 0;
}

/** False when the account already is a member. */
export async function insertMember(
  tx: Tx,
  row: { orgId: string; accountId: string; role: MemberRole },
): Promise<boolean> {
  const made = await tx
    .insert(members)
    .values(row)
    .onConflictDoNothing({ target: [members.orgId, members.accountId] })
    .returning({ id: members.id });
  return made.length > 0;
}

/** What a member is called; null for someone who is no member. */
export async function selectMemberName(
  tx: Tx,
  { orgId }: { orgId: string },
  accountId: string,
): Promise<string | null> {
  const [row] = await tx
    .select({ name: accounts.name })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(and(eq(members.orgId, orgId), eq(members.accountId, accountId)));
  return row?.name ?? null;
}

/** The names and addresses of a workspace and its organization. */
export async function selectPlace(tx: Tx, { orgId, workspaceId }: { orgId: string; workspaceId: string }) {
  const [row] = await tx
    .select({
      organization: organizations.name,
      slug: organizations.slug,
      workspace: workspaces.name,
      workspaceSlug: workspaces.slug,
    })
    .from(workspaces)
    .innerJoin(organizations, eq(organizations.id, workspaces.orgId))
    .where(and(eq(workspaces.orgId, orgId), eq(workspaces.id, workspaceId)));
  return row ?? null;
}

export async function selectMemberId(tx: Tx, orgId: string, accountId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.orgId, orgId), eq(members.accountId, accountId)));
  return row?.id ?? null;
}
