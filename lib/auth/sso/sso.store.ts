import { and, desc, eq, sql } from "drizzle-orm";
import { accountIdentities, accounts, memberSessions, members, organizations } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { enterAccountRows } from "@/lib/db/tenant";

/** The account that an identity opens; null for an identity that is linked with none. */
export async function findIdentity(
  tx: Tx,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<string | null> {
  const [row] = await tx.execute<{ id: string | null }>(
    sql`select system_find_identity(${issuer}::text, ${subject}::text) as id`,
  );
  return row?.id ?? null;
}

type NewIdentity = {
  accountId: string;
  issuer: string;
  subject: string;
  label: string;
  email: string | null;
};

/** False when the identity opens an account already. */
export async function insertIdentity(tx: Tx, identity: NewIdentity): Promise<boolean> {
  await enterAccountRows(tx, identity.accountId);
  const made = await tx
    .insert(accountIdentities)
    .values(identity)
    .onConflictDoNothing({ target: [accountIdentities.issuer, accountIdentities.subject] })
    .returning({ id: accountIdentities.id });
  return made.length > 0;
}

export async function touchIdentity(
  tx: Tx,
  { accountId, issuer, subject, now }: { accountId: string; issuer: string; subject: string; now: Date },
): Promise<void> {
  await enterAccountRows(tx, accountId);
  await tx
    .update(accountIdentities)
    .set({ lastUsedAt: now })
    .where(and(eq(accountIdentities.issuer, issuer), eq(accountIdentities.subject, subject)));
}

export async function selectIdentities(tx: Tx, accountId: string) {
  const { id, issuer, label, email, createdAt, lastUsedAt } = accountIdentities;
  return tx
    .select({ id, issuer, label, email, createdAt, lastUsedAt })
    .from(accountIdentities)
    .where(eq(accountIdentities.accountId, accountId))
    .orderBy(desc(lastUsedAt));
}

/** Gives what it was called; null when it is not the account's. */
export async function deleteIdentity(tx: Tx, accountId: string, id: string): Promise<string | null> {
  const [row] = await tx
    .delete(accountIdentities)
    .where(and(eq(accountIdentities.accountId, accountId), eq(accountIdentities.id, id)))
    .returning({ label: accountIdentities.label });
  return row?.label ?? null;
}

/** Notes that an organization's provider has said who uses a session. */
export async function addSsoOrg(tx: Tx, sidHash: string, orgId: string): Promise<void> {
  await tx
    .update(memberSessions)
    .set({ ssoOrgIds: sql`array(select distinct unnest(sso_org_ids || ${orgId}::uuid))` })
    .where(eq(memberSessions.sidHash, sidHash));
}

/** True for the first time that a session opens an organization with a password although it requires single sign-on. */
export async function addToldOrg(tx: Tx, sidHash: string, orgId: string): Promise<boolean> {
  const rows = await tx
    .update(memberSessions)
    .set({ toldOrgIds: sql`told_org_ids || ${orgId}::uuid` })
    .where(and(eq(memberSessions.sidHash, sidHash), sql`not ${orgId}::uuid = any(told_org_ids)`))
    .returning({ sidHash: memberSessions.sidHash });
  return rows.length > 0;
}

/**
 * Whether the organization requires single sign-on of an account: it is one of a domain that it has proved. The caller
 * is the account's own transaction.
 */
export async function findSsoRule(tx: Tx, accountId: string, orgId: string): Promise<boolean> {
  const [row] = await tx.execute<{ required: boolean }>(sql`
    select exists (
      select from identity_providers p
        join identity_domains d on d.org_id = p.org_id and d.provider_id = p.id
        join accounts a on split_part(a.email_key, '@', 2) = d.domain
      where p.org_id = ${orgId}::uuid and p.only_sso and d.proved_at is not null and a.id = ${accountId}::uuid
    ) as required`);
  return row?.required ?? false;
}

/** Whether somebody can sign in to the account in another way than with an identity. */
export async function hasPassword(tx: Tx, accountId: string): Promise<boolean> {
  const [row] = await tx
    .select({ has: sql<boolean>`${accounts.passwordHash} is not null` })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return row?.has ?? false;
}

/** The owners of the transaction's organization. */
export async function selectOwners(tx: Tx, orgId: string) {
  return tx
    .select({
      email: accounts.email,
      name: accounts.name,
      language: accounts.language,
      organization: organizations.name,
    })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .innerJoin(organizations, eq(organizations.id, members.orgId))
    .where(and(eq(members.orgId, orgId), eq(members.role, "owner")));
}
