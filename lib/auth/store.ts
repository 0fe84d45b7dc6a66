import { and, desc, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import { accounts, memberSessions, members, organizations, workspaces } from "@/drizzle/schema";
import type { MemberRole } from "@/drizzle/schema/members";
import type { WorkspaceRole } from "@/drizzle/schema/workspace-members";
import type { AuditAction } from "@/lib/audit/phrases";
import type { Reach } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { enterAccountRows } from "@/lib/db/tenant";
import type { Locale } from "@/lib/model/locale";

export type AccountRow = { id: string; email: string; name: string };
/** `verified`: someone has proved that mail to the address reaches them. `hash`: null for an account without a password. */
export type LoginRow = AccountRow & { hash: string | null; verified: boolean; secondFactor: boolean };
type SessionTimes = { now: Date; idleSince: Date };

export async function findPassword(tx: Tx, email: string): Promise<LoginRow | null> {
  const [row] = await tx.execute<LoginRow>(
    sql`select id, email, name, hash, verified, second_factor as "secondFactor"
        from system_find_login(${email}::text)`,
  );
  return row ?? null;
}

/** Keeps an account's address in another spelling of the same. */
export async function respellEmail(tx: Tx, accountId: string, email: string): Promise<void> {
  await enterAccountRows(tx, accountId);
  await tx.update(accounts).set({ email }).where(eq(accounts.id, accountId));
}

/** Null when the address is taken. */
export async function insertAccount(
  tx: Tx,
  row: { email: string; name: string; passwordHash: string | null },
): Promise<string | null> {
  const { email, name, passwordHash } = row;
  const [made] = await tx.execute<{ id: string | null }>(
    sql`select system_open_account(${email}::text, ${name}::text, ${passwordHash}::text) as id`,
  );
  return made?.id ?? null;
}

export async function findAccount(
  tx: Tx,
  id: string,
): Promise<
  (AccountRow & { language: Locale | null; emailVerifiedAt: Date | null; secondFactorAt: Date | null }) | null
> {
  const { email, name, language, emailVerifiedAt, secondFactorAt } = accounts;
  const [row] = await tx
    .select({ id: accounts.id, email, name, language, emailVerifiedAt, secondFactorAt })
    .from(accounts)
    .where(eq(accounts.id, id));
  return row ?? null;
}

export async function insertSession(tx: Tx, row: typeof memberSessions.$inferInsert): Promise<void> {
  await enterAccountRows(tx, row.accountId);
  await tx.insert(memberSessions).values(row);
}

/** The account behind a session that is neither revoked, nor over, nor unused for too long. */
export async function findLiveSession(
  tx: Tx,
  sidHash: string,
  { now, idleSince }: SessionTimes,
): Promise<{ account: AccountRow; lastSeenAt: Date; confirmedAt: Date; reach: Reach } | null> {
  if (!(await enterSession(tx, sidHash))) return null;
  const [row] = await tx
    .select({
      account: { id: accounts.id, email: accounts.email, name: accounts.name },
      lastSeenAt: memberSessions.lastSeenAt,
      confirmedAt: memberSessions.confirmedAt,
      reach: {
        isFull: memberSessions.isFull,
        ssoOrgIds: memberSessions.ssoOrgIds,
        providerId: memberSessions.providerId,
      },
    })
    .from(memberSessions)
    .innerJoin(accounts, eq(accounts.id, memberSessions.accountId))
    .where(
      and(
        eq(memberSessions.sidHash, sidHash),
        isNull(memberSessions.revokedAt),
        gt(memberSessions.expiresAt, now),
        gt(memberSessions.lastSeenAt, idleSince),
      ),
    );
  return row ?? null;
}

/** The session's person has entered their password. */
export async function setConfirmed(tx: Tx, sidHash: string, now: Date): Promise<void> {
  await tx.update(memberSessions).set({ confirmedAt: now }).where(eq(memberSessions.sidHash, sidHash));
}

export async function touchSession(tx: Tx, sidHash: string, now: Date): Promise<void> {
  await tx.update(memberSessions).set({ lastSeenAt: now }).where(eq(memberSessions.sidHash, sidHash));
}

/** Ends a session, no matter whose it is; returns its owner, null for none. */
export async function revokeSessionRow(tx: Tx, sidHash: string, now: Date): Promise<string | null> {
  const accountId = await enterSession(tx, sidHash);
  if (!accountId) return null;
  await tx
    .update(memberSessions)
    .set({ revokedAt: now })
    .where(and(eq(memberSessions.sidHash, sidHash), isNull(memberSessions.revokedAt)));
  return accountId;
}

/** Moves the transaction to the account of a session, live or not; gives its id, null for an unknown session. */
async function enterSession(tx: Tx, sidHash: string): Promise<string | null> {
  const [row] = await tx.execute<{ accountId: string | null }>(
    sql`select system_find_session(${sidHash}::text) as "accountId"`,
  );
  if (!row?.accountId) return null;
  await enterAccountRows(tx, row.accountId);
  return row.accountId;
}

/** Writes into the audit log of each organization of the account that it signed in or out, or failed to. */
export async function noteSignIn(
  tx: Tx,
  accountId: string,
  { action, detail }: { action: AuditAction; detail: Record<string, unknown> },
): Promise<void> {
  await tx.execute(
    sql`select system_note_sign_in(${accountId}::uuid, ${action}::text, ${JSON.stringify(detail)}::jsonb)`,
  );
}

/** Revokes one session of an account; says whether there was one to revoke. */
export async function revokeOwnSession(
  tx: Tx,
  accountId: string,
  sidHash: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx
    .update(memberSessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(memberSessions.accountId, accountId),
        eq(memberSessions.sidHash, sidHash),
        isNull(memberSessions.revokedAt),
      ),
    )
    .returning({ sidHash: memberSessions.sidHash });
  return rows.length > 0;
}

/** Revokes every session of an account except `keep`; says how many. */
export async function revokeOtherSessionRows(
  tx: Tx,
  accountId: string,
  keep: string,
  now: Date,
): Promise<number> {
  const rows = await tx
    .update(memberSessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(memberSessions.accountId, accountId),
        ne(memberSessions.sidHash, keep),
        isNull(memberSessions.revokedAt),
        gt(memberSessions.expiresAt, now),
      ),
    )
    .returning({ sidHash: memberSessions.sidHash });
  return rows.length;
}

export async function selectLiveSessions(tx: Tx, accountId: string, { now, idleSince }: SessionTimes) {
  return tx
    .select({
      sidHash: memberSessions.sidHash,
      createdAt: memberSessions.createdAt,
      lastSeenAt: memberSessions.lastSeenAt,
      expiresAt: memberSessions.expiresAt,
      ip: memberSessions.ip,
      userAgent: memberSessions.userAgent,
    })
    .from(memberSessions)
    .where(
      and(
        eq(memberSessions.accountId, accountId),
        isNull(memberSessions.revokedAt),
        gt(memberSessions.expiresAt, now),
        gt(memberSessions.lastSeenAt, idleSince),
      ),
    )
    .orderBy(desc(memberSessions.lastSeenAt));
}

/** Sessions nobody can use any more. */
export async function deleteDeadSessions(tx: Tx, accountId: string, before: Date): Promise<void> {
  await tx
    .delete(memberSessions)
    .where(
      and(
        eq(memberSessions.accountId, accountId),
        or(lt(memberSessions.expiresAt, before), lt(memberSessions.revokedAt, before)),
      ),
    );
}

/** What an account is in an organization and in its workspaces, in one look. */
export async function findMembership(
  tx: Tx,
  accountId: string,
  slug: string,
): Promise<{
  orgId: string;
  role: MemberRole;
  requiresSecondFactor: boolean;
  workspaceRoles: Record<string, WorkspaceRole>;
} | null> {
  const [row] = await tx
    .select({
      orgId: members.orgId,
      role: members.role,
      requiresSecondFactor: organizations.requiresSecondFactor,
      workspaceRoles: sql<Record<string, WorkspaceRole>>`coalesce((
        select jsonb_object_agg(w.workspace_id, w.role) from workspace_members w
        where w.account_id = ${accountId} and w.org_id = ${members.orgId}), '{}')`,
    })
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.orgId))
    .where(
      and(
        eq(members.accountId, accountId),
        eq(organizations.slug, slug),
        sql`not system_is_deleted(${members.orgId})`,
      ),
    );
  return row ?? null;
}

export async function findWorkspaceId(tx: Tx, orgId: string, slug: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(eq(workspaces.orgId, orgId), eq(workspaces.slug, slug)));
  return row?.id ?? null;
}

/** Also by its id: programs name it by either. */
export async function findWorkspaceByName(tx: Tx, orgId: string, name: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(
      and(eq(workspaces.orgId, orgId), or(eq(workspaces.slug, name), sql`${workspaces.id}::text = ${name}`)),
    )
    .orderBy(sql`${workspaces.id}::text = ${name} desc`)
    .limit(1);
  return row?.id ?? null;
}
