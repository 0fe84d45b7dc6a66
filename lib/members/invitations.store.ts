import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { invitations, organizations } from "@/drizzle/schema";
import type { MemberRole } from "@/drizzle/schema/members";
import type { Tx } from "@/lib/db/client";

export async function insertInvitation(tx: Tx, row: typeof invitations.$inferInsert): Promise<string> {
  const [made] = await tx.insert(invitations).values(row).returning({ id: invitations.id });
  return made?.id ?? "";
}

/** Revokes what is still open for an address: the newest link is the only one that works. */
export async function revokeOpenFor(tx: Tx, orgId: string, email: string, now: Date): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.orgId, orgId), eq(invitations.email, email), ...open(now)));
}

/** Revokes one open invitation; gives its address, or null when there was none. */
export async function revokeOpen(tx: Tx, orgId: string, id: string, now: Date): Promise<string | null> {
  const [row] = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id), ...open(now)))
    .returning({ email: invitations.email });
  return row?.email ?? null;
}

export async function selectOpen(tx: Tx, orgId: string, now: Date) {
  return tx
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      invitedBy: invitations.invitedBy,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(eq(invitations.orgId, orgId), ...open(now)))
    .orderBy(desc(invitations.createdAt));
}

/**
 * Whose invitation a token is: the one look across tenants, by a 256-bit secret, giving ids only. `mailed`: it is the
 * one that was mailed to the address, so anyone who has it reads that address's e-mail.
 */
export async function findByToken(
  tx: Tx,
  tokenHash: string,
): Promise<{ orgId: string; invitationId: string; mailed: boolean } | null> {
  const [row] = await tx.execute<{ orgId: string; invitationId: string; mailed: boolean }>(
    sql`select org_id as "orgId", invitation_id as "invitationId", mailed from system_find_invitation(${tokenHash})`,
  );
  return row ?? null;
}

export async function selectInvitation(tx: Tx, orgId: string, id: string) {
  const [row] = await tx
    .select({
      email: invitations.email,
      role: invitations.role,
      invitedBy: invitations.invitedBy,
      expiresAt: invitations.expiresAt,
      usedAt: invitations.usedAt,
      revokedAt: invitations.revokedAt,
      organization: { name: organizations.name, slug: organizations.slug },
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.orgId))
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id)));
  return row ?? null;
}

/** Uses the invitation up. Of any number of concurrent callers exactly one gets its role; the others get null. */
export async function claimInvitation(
  tx: Tx,
  { orgId, id, email, now }: { orgId: string; id: string; email: string; now: Date },
): Promise<MemberRole | null> {
  const [row] = await tx
    .update(invitations)
    .set({ usedAt: now })
    .where(
      and(eq(invitations.orgId, orgId), eq(invitations.id, id), eq(invitations.email, email), ...open(now)),
    )
    .returning({ role: invitations.role });
  return row?.role ?? null;
}

function open(now: Date) {
  return [isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now)];
}
