import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { accounts, identityDomains, identityProviders, memberSessions, members } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import { enterAccountRows } from "@/lib/db/tenant";

type Org = { orgId: string };
export type ProviderRow = typeof identityProviders.$inferSelect;

/** The organization that a provider belongs to; null for an unknown one. */
export async function findProviderOrg(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ id: string | null }>(sql`select system_find_provider(${id}::uuid) as id`);
  return row?.id ?? null;
}

/** The provider of whoever has proved the domain. */
export async function findProviderOfDomain(tx: Tx, domain: string): Promise<string | null> {
  const [row] = await tx.execute<{ id: string | null }>(
    sql`select system_provider_of_domain(${domain}::text) as id`,
  );
  return row?.id ?? null;
}

export async function findProviderOfOrg(tx: Tx, slug: string): Promise<string | null> {
  const [row] = await tx.execute<{ id: string | null }>(
    sql`select system_provider_of_org(${slug}::text) as id`,
  );
  return row?.id ?? null;
}

/** The provider of an organization, inside its wall. */
export async function selectProvider(tx: Tx, org: Org): Promise<ProviderRow | null> {
  const [row] = await tx.select().from(identityProviders).where(inOrg(identityProviders, org));
  return row ?? null;
}

export async function insertProvider(tx: Tx, row: typeof identityProviders.$inferInsert): Promise<boolean> {
  const made = await tx
    .insert(identityProviders)
    .values(row)
    .onConflictDoNothing({ target: identityProviders.orgId })
    .returning({ id: identityProviders.id });
  return made.length > 0;
}

export async function updateProvider(
  tx: Tx,
  org: Org,
  values: Partial<typeof identityProviders.$inferInsert>,
): Promise<void> {
  await tx.update(identityProviders).set(values).where(inOrg(identityProviders, org));
}

export async function deleteProvider(tx: Tx, org: Org): Promise<void> {
  await tx.delete(identityProviders).where(inOrg(identityProviders, org));
}

export async function selectDomains(tx: Tx, org: Org) {
  const { id, domain, challenge, provedAt } = identityDomains;
  return tx
    .select({ id, domain, challenge, provedAt })
    .from(identityDomains)
    .where(inOrg(identityDomains, org))
    .orderBy(asc(domain));
}

export async function findDomain(tx: Tx, org: Org, id: string) {
  const [row] = await tx
    .select()
    .from(identityDomains)
    .where(and(inOrg(identityDomains, org), eq(identityDomains.id, id)));
  return row ?? null;
}

/** False when the organization has it already. */
export async function insertDomain(tx: Tx, row: typeof identityDomains.$inferInsert): Promise<boolean> {
  const made = await tx
    .insert(identityDomains)
    .values(row)
    .onConflictDoNothing({ target: [identityDomains.orgId, identityDomains.domain] })
    .returning({ id: identityDomains.id });
  return made.length > 0;
}

export async function setProved(tx: Tx, org: Org, id: string, now: Date): Promise<void> {
  await tx
    .update(identityDomains)
    .set({ provedAt: now })
    .where(and(inOrg(identityDomains, org), eq(identityDomains.id, id), isNull(identityDomains.provedAt)));
}

export async function deleteDomain(tx: Tx, org: Org, id: string): Promise<void> {
  await tx.delete(identityDomains).where(and(inOrg(identityDomains, org), eq(identityDomains.id, id)));
}

export async function hasProvedDomain(tx: Tx, org: Org, domain: string | null = null): Promise<boolean> {
  const rows = await tx
    .select({ id: identityDomains.id })
    .from(identityDomains)
    .where(
      and(
        inOrg(identityDomains, org),
        isNotNull(identityDomains.provedAt),
        domain === null ? undefined : eq(identityDomains.domain, domain),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export async function isMemberAccount(tx: Tx, org: Org, accountId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(inOrg(members, org), eq(members.accountId, accountId)));
  return rows.length > 0;
}

/** Takes from an account that never proved its address what somebody else may have set. */
export async function clearUnprovedAccount(tx: Tx, accountId: string, now: Date): Promise<void> {
  await enterAccountRows(tx, accountId);
  await tx
    .update(accounts)
    .set({ passwordHash: null, emailVerifiedAt: now })
    .where(and(eq(accounts.id, accountId), isNull(accounts.emailVerifiedAt)));
  await tx
    .update(memberSessions)
    .set({ revokedAt: now })
    .where(and(eq(memberSessions.accountId, accountId), isNull(memberSessions.revokedAt)));
}
