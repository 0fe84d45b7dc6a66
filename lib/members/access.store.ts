import { and, asc, eq, isNull, sql } from "drizzle-orm";
import {
  accounts,
  invitations,
  invitationWorkspaces,
  members,
  workspaceMembers,
  workspaces,
} from "@/drizzle/schema";
import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { Tx } from "@/lib/db/client";

/** A role in one workspace. `userId`: the user whose role it follows. */
export type Access = { workspaceId: string; role: WorkspaceRole; userId?: number | null };
type Place = { orgId: string };
type Inside = Place & { workspaceId: string };

/** A member of the organization by their address; null for anyone else. */
export async function findMemberByEmail(
  tx: Tx,
  { orgId }: Place,
  email: string,
): Promise<{ accountId: string; name: string; role: MemberRole } | null> {
  const [row] = await tx
    .select({ accountId: members.accountId, name: accounts.name, role: members.role })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(and(eq(members.orgId, orgId), eq(accounts.emailKey, email)));
  return row ?? null;
}

/** Gives roles in workspaces that still exist. One that they have already is changed. */
export async function putAccess(
  tx: Tx,
  { orgId, accountId }: Place & { accountId: string },
  access: readonly Access[],
): Promise<void> {
  for (const { workspaceId, role, userId = null } of access) {
    await tx
      .insert(workspaceMembers)
      .values({ orgId, workspaceId, accountId, role, userId })
      .onConflictDoUpdate({
        target: [workspaceMembers.workspaceId, workspaceMembers.accountId],
        set: { role, userId },
      });
  }
}

/** Someone's role in the workspace, locked until the transaction ends. */
export async function lockAccess(tx: Tx, { orgId, workspaceId }: Inside, accountId: string) {
  const [row] = await tx
    .select({ role: workspaceMembers.role, userId: workspaceMembers.userId })
    .from(workspaceMembers)
    .where(
      and(
        eq(workspaceMembers.orgId, orgId),
        eq(workspaceMembers.workspaceId, workspaceId),
        eq(workspaceMembers.accountId, accountId),
      ),
    )
    .for("update");
  return row ?? null;
}

/** Workspace id -> role of one member, with the names of the workspaces. */
export async function selectAccessOf(tx: Tx, { orgId }: Place, accountId: string) {
  return tx
    .select({ workspaceId: workspaceMembers.workspaceId, role: workspaceMembers.role, name: workspaces.name })
    .from(workspaceMembers)
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(and(eq(workspaceMembers.orgId, orgId), eq(workspaceMembers.accountId, accountId)));
}

/** The roles in workspaces of everyone in the organization, by the name of the workspace. */
export async function selectAccess(tx: Tx, { orgId }: Place) {
  return tx
    .select({
      accountId: workspaceMembers.accountId,
      workspaceId: workspaceMembers.workspaceId,
      name: workspaces.name,
      role: workspaceMembers.role,
    })
    .from(workspaceMembers)
    .innerJoin(workspaces, eq(workspaces.id, workspaceMembers.workspaceId))
    .where(eq(workspaceMembers.orgId, orgId))
    .orderBy(asc(workspaces.name));
}

export async function deleteAccess(tx: Tx, { orgId, workspaceId }: Inside, accountId: string): Promise<void> {
  await tx
    .delete(workspaceMembers)
    .where(
      and(
        eq(workspaceMembers.orgId, orgId),
        eq(workspaceMembers.workspaceId, workspaceId),
        eq(workspaceMembers.accountId, accountId),
      ),
    );
}

/**
 * Ends what these users of a workspace have because of their role: access, and invitations that nobody accepted. Gives
 * the accounts that lost access.
 */
export async function endAccessOfUsers(
  tx: Tx,
  ctx: Inside,
  userIds: readonly number[],
  now: Date,
): Promise<string[]> {
  const { orgId, workspaceId } = ctx;
  const ids = sql.param([...userIds]);
  await tx.execute(sql`
    update invitations i set revoked_at = ${now.toISOString()}::timestamptz from invitation_workspaces w
    where i.org_id = ${orgId} and w.org_id = ${orgId} and w.invitation_id = i.id and w.workspace_id = ${workspaceId}
      and w.user_id = any(${ids}::bigint[]) and i.used_at is null and i.revoked_at is null`);
  const gone = await tx.execute<{ accountId: string }>(sql`
    delete from workspace_members
    where org_id = ${orgId} and workspace_id = ${workspaceId} and user_id = any(${ids}::bigint[])
    returning account_id as "accountId"`);
  return gone.map(({ accountId }) => accountId);
}

/** Takes a guest without a workspace out of the organization. Says whether it did. */
export async function deleteIdleGuest(tx: Tx, { orgId }: Place, accountId: string): Promise<boolean> {
  const gone = await tx.execute(sql`
    delete from members where org_id = ${orgId} and account_id = ${accountId}::uuid and role = 'guest'
      and not system_has_workspace(${accountId}::uuid) returning 1`);
  return gone.length > 0;
}

/** Those with a role in the workspace, by name. */
export async function selectWorkspaceMembers(tx: Tx, { orgId, workspaceId }: Inside) {
  return tx
    .select({
      accountId: workspaceMembers.accountId,
      name: accounts.name,
      email: accounts.email,
      role: workspaceMembers.role,
      userId: workspaceMembers.userId,
      createdAt: workspaceMembers.createdAt,
    })
    .from(workspaceMembers)
    .innerJoin(accounts, eq(accounts.id, workspaceMembers.accountId))
    .where(and(eq(workspaceMembers.orgId, orgId), eq(workspaceMembers.workspaceId, workspaceId)))
    .orderBy(asc(accounts.name), asc(accounts.email));
}

/** What an invitation opens beside the organization. */
export async function selectInvitedAccess(tx: Tx, { orgId }: Place, invitationId: string) {
  return tx
    .select({
      workspaceId: invitationWorkspaces.workspaceId,
      role: invitationWorkspaces.role,
      userId: invitationWorkspaces.userId,
      name: workspaces.name,
    })
    .from(invitationWorkspaces)
    .innerJoin(workspaces, eq(workspaces.id, invitationWorkspaces.workspaceId))
    .where(and(eq(invitationWorkspaces.orgId, orgId), eq(invitationWorkspaces.invitationId, invitationId)))
    .orderBy(asc(workspaces.name));
}

/** What the unused invitations of the organization open, by the name of the workspace. */
export async function selectInvited(tx: Tx, { orgId }: Place) {
  return tx
    .select({
      invitationId: invitationWorkspaces.invitationId,
      role: invitationWorkspaces.role,
      name: workspaces.name,
    })
    .from(invitationWorkspaces)
    .innerJoin(invitations, eq(invitations.id, invitationWorkspaces.invitationId))
    .innerJoin(workspaces, eq(workspaces.id, invitationWorkspaces.workspaceId))
    .where(
      and(eq(invitationWorkspaces.orgId, orgId), isNull(invitations.usedAt), isNull(invitations.revokedAt)),
    )
    .orderBy(asc(workspaces.name));
}

export async function insertInvitedAccess(
  tx: Tx,
  { orgId, invitationId }: Place & { invitationId: string },
  access: readonly Access[],
): Promise<void> {
  if (access.length === 0) return;
  await tx.insert(invitationWorkspaces).values(access.map((one) => ({ orgId, invitationId, ...one })));
}

/** Invitations to this workspace alone that nobody has used or revoked. */
export async function selectOpenOfWorkspace(tx: Tx, { orgId, workspaceId }: Inside) {
  return tx
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitationWorkspaces.role,
      invitedBy: invitations.invitedBy,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitationWorkspaces)
    .innerJoin(invitations, eq(invitations.id, invitationWorkspaces.invitationId))
    .where(
      and(
        eq(invitationWorkspaces.orgId, orgId),
        eq(invitationWorkspaces.workspaceId, workspaceId),
        eq(invitations.role, "guest"),
        isNull(invitations.usedAt),
        isNull(invitations.revokedAt),
        sql`not system_invites_elsewhere(${invitations.id}, ${workspaceId}::uuid)`,
      ),
    )
    .orderBy(asc(invitations.email));
}
