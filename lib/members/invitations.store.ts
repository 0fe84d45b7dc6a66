import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { invitations, organizations } from "@/drizzle/schema";
import type { MemberRole } from "@/drizzle/schema/members";
import type { Tx } from "@/lib/db/client";

export async function insertInvitation(tx: Tx, row: typeof invitations.$inferInsert): Promise<string> {
  const [made] = await tx.insert(invitations).values(row).returning({ id: invitations.id });
  return made?.id ?? "";
}

/**
 * Revokes what is still open for an address, so that the newest link is the only one that works: to one workspace as a
 * guest, or else to the organization.
 */
export async function revokeOpenFor(
  tx: Tx,
  orgId: string,
  { email, workspaceId }: { email: string; workspaceId: string | null },
  now: Date,
): Promise<void> {
  const same = workspaceId
    ? sql`${invitations.role} = 'guest' and exists (select from invitation_workspaces w
        where w.invitation_id = ${invitations.id} and w.workspace_id = ${workspaceId})
        and not system_invites_elsewhere(${invitations.id}, ${workspaceId}::uuid)`
    : sql`true`;
  await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.orgId, orgId), eq(invitations.email, email), unused(), same));
}

/** Gives an invitation that nobody used or revoked other links and a new end. Says whether there was one. */
export async function renewOpen(
  tx: Tx,
  orgId: string,
  id: string,
  {
    tokenHash,
    mailTokenHash,
    expiresAt,
  }: { tokenHash: string; mailTokenHash: string | null; expiresAt: Date },
): Promise<boolean> {
  const rows = await tx
    .update(invitations)
    .set({ tokenHash, mailTokenHash, expiresAt })
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id), unused()))
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Revokes one invitation that nobody used; gives its address, or null when there was none. */
export async function revokeOpen(tx: Tx, orgId: string, id: string, now: Date): Promise<string | null> {
  const [row] = await tx
    .update(invitations)
    .set({ revokedAt: now })
    .where(and(eq(invitations.orgId, orgId), eq(invitations.id, id), unused()))
    .returning({ email: invitations.email });
  return row?.email ?? null;
}

/** Invitations that nobody used or revoked, and that have not expired before `since`. */
export async function selectOpen(tx: Tx, orgId: string, since: Date) {
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
    .where(and(eq(invitations.orgId, orgId), unused(), gt(invitations.expiresAt, since)))
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
  return [unused(), gt(invitations.expiresAt, now)];
}

function unused() {
  return and(isNull(invitations.usedAt), isNull(invitations.revokedAt));
}
