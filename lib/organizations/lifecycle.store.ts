import { and, eq, sql } from "drizzle-orm";
import { accounts, members, organizationAddresses, organizations } from "@/drizzle/schema";
import type { Db, Tx } from "@/lib/db/client";
import type { Locale } from "@/lib/model/locale";

export async function updateName(tx: Tx, orgId: string, name: string): Promise<void> {
  await tx.update(organizations).set({ name }).where(eq(organizations.id, orgId));
}

/** Throws the unique violation `organizations_slug` when the address is, or until lately was, another's. */
export async function updateSlug(tx: Tx, orgId: string, slug: string): Promise<void> {
  await tx.update(organizations).set({ slug }).where(eq(organizations.id, orgId));
}

/** Keeps an address that the organization had; one that it has again is none of those. */
export async function keepAddress(
  tx: Tx,
  { orgId, old, now, keptUntil }: { orgId: string; old: string; now: Date; keptUntil: Date },
): Promise<void> {
  const values = { orgId, retiredAt: now, keptUntil };
  await tx
    .insert(organizationAddresses)
    .values({ slug: old, ...values })
    .onConflictDoUpdate({ target: organizationAddresses.slug, set: values });
}

export async function dropAddress(tx: Tx, orgId: string, slug: string): Promise<void> {
  await tx
    .delete(organizationAddresses)
    .where(and(eq(organizationAddresses.orgId, orgId), eq(organizationAddresses.slug, slug)));
}

type Deletion = { accountId: string; now: Date; purgeAfter: Date };

/** Closes the transaction's organization. */
export async function closeOrganization(tx: Tx, orgId: string, deletion: Deletion): Promise<void> {
  const { accountId, now, purgeAfter } = deletion;
  await tx.execute(sql`select close_organization(${orgId}::uuid, ${accountId}::text,
    ${now.toISOString()}::timestamptz, ${purgeAfter.toISOString()}::timestamptz)`);
}

export type DeletedOrganization = {
  id: string;
  name: string;
  slug: string;
  deletedAt: Date;
  purgeAfter: Date;
};

/** Deleted organizations that the transaction's account is an owner of, and that are not gone yet. */
export async function selectDeleted(tx: Tx, accountId: string): Promise<DeletedOrganization[]> {
  type Row = Omit<DeletedOrganization, "deletedAt" | "purgeAfter"> & {
    deletedAt: string;
    purgeAfter: string;
  };
  const rows = await tx.execute<Row>(sql`
    select d.id, o.name, o.slug, d.deleted_at as "deletedAt", d.purge_after as "purgeAfter"
    from system_deleted_organizations() d join organizations o on o.id = d.id
      join members m on m.org_id = d.id and m.account_id = ${accountId}::uuid
    where m.role = 'owner' order by d.deleted_at desc`);
  return rows.map(({ deletedAt, purgeAfter, ...row }) => ({
    ...row,
    deletedAt: new Date(deletedAt),
    purgeAfter: new Date(purgeAfter),
  }));
}

/** Opens one of those again. The transaction is in the organization then. */
export async function reopenOrganization(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.execute(sql`select reopen_organization(${id}::uuid, ${now.toISOString()}::timestamptz)`);
}

export type Owner = { name: string; email: string; language: Locale | null };

export async function selectOwners(tx: Tx, orgId: string): Promise<Owner[]> {
  return tx
    .select({ name: accounts.name, email: accounts.email, language: accounts.language })
    .from(members)
    .innerJoin(accounts, eq(accounts.id, members.accountId))
    .where(and(eq(members.orgId, orgId), eq(members.role, "owner")));
}

/** Organizations whose time is over. */
export async function selectDue(db: Db, now: Date): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(
    sql`select id from system_organizations_to_purge(${now.toISOString()}::timestamptz)`,
  );
  return rows.map(({ id }) => id);
}

/** Deletes every row of an organization whose time is over; gives how many by table. */
export async function deleteEverything(tx: Tx, id: string, now: Date): Promise<Record<string, number>> {
  await tx.execute(sql`select purge_organization(${id}::uuid, ${now.toISOString()}::timestamptz)`);
  const rows = await tx.execute<{ source: string; rows: string }>(
    sql`select source, rows from system_receipt(${id}::uuid)`,
  );
  return Object.fromEntries(rows.map(({ source, rows: count }) => [source, Number(count)]));
}
