import { and, eq, sql } from "drizzle-orm";
import { accountTotp, remoteSources } from "@/drizzle/schema";
import type { Db, Tx } from "@/lib/db/client";
import type { SourcePgp } from "@/lib/model/pgp";

/** Where a sealed secret is. */
export type SecretRow = { orgId: string; id: string };

/** The next `most` places after the id `after`, of every organization: ids only. */
export async function selectSecretPlaces(db: Db, after: string, most: number): Promise<SecretRow[]> {
  return db.execute<SecretRow>(
    sql`select org_id as "orgId", id from system_secret_places(${after}::uuid, ${most}::int)`,
  );
}

/** The sealed secret and the settings that say its place, locked until the transaction ends; undefined when its row has gone. */
export async function lockSecret(tx: Tx, { orgId, id }: SecretRow) {
  const { settings, credentialsSealed: sealed, pgp } = remoteSources;
  const [row] = await tx
    .select({ sealed, settings, pgp })
    .from(remoteSources)
    .where(and(eq(remoteSources.orgId, orgId), eq(remoteSources.id, id)))
    .for("update");
  return row;
}

export async function replaceSecret(tx: Tx, { orgId, id }: SecretRow, sealed: string): Promise<void> {
  await tx
    .update(remoteSources)
    .set({ credentialsSealed: sealed })
    .where(and(eq(remoteSources.orgId, orgId), eq(remoteSources.id, id)));
}

/** The same of the private keys beside it. */
export async function replacePgp(tx: Tx, { orgId, id }: SecretRow, pgp: SourcePgp): Promise<void> {
  await tx
    .update(remoteSources)
    .set({ pgp })
    .where(and(eq(remoteSources.orgId, orgId), eq(remoteSources.id, id)));
}

/** A column with secrets that were bound to their place from the start, in rows of organizations. */
export type SealedColumn = {
  table: "alert_channels" | "webhook_endpoints" | "identity_providers";
  column: string;
};

/** All of them; those of Remote Sources and of accounts have functions of their own. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: "alert_channels", column: "url_sealed" },
  { table: "webhook_endpoints", column: "secret_sealed" },
  { table: "webhook_endpoints", column: "old_secret_sealed" },
  { table: "identity_providers", column: "secret_sealed" },
];

/** The next `most` rows of its table after the id `after`, of every organization: ids only. */
export async function selectSealedPlaces(
  db: Db,
  { table }: SealedColumn,
  after: string,
  most: number,
): Promise<SecretRow[]> {
  return db.execute<SecretRow>(
    sql`select org_id as "orgId", id from system_sealed_places(${table}, ${after}::uuid, ${most}::int)`,
  );
}

/** What is sealed there, locked until the transaction ends; undefined when the row has gone or has none. */
export async function lockSealed(
  tx: Tx,
  { table, column }: SealedColumn,
  { orgId, id }: SecretRow,
): Promise<string | undefined> {
  const [row] = await tx.execute<{ sealed: string | null }>(sql`
    select ${sql.identifier(column)} as sealed from ${sql.identifier(table)}
    where org_id = ${orgId} and id = ${id} for update`);
  return row?.sealed ?? undefined;
}

export async function replaceSealed(
  tx: Tx,
  { table, column }: SealedColumn,
  { orgId, id, sealed }: SecretRow & { sealed: string },
): Promise<void> {
  await tx.execute(sql`
    update ${sql.identifier(table)} set ${sql.identifier(column)} = ${sealed}
    where org_id = ${orgId} and id = ${id}`);
}

/** The next `most` accounts after the id `after` that have an authenticator app: of no organization. */
export async function selectTotpPlaces(db: Db, after: string, most: number): Promise<SecretRow[]> {
  return db.execute<SecretRow>(
    sql`select '' as "orgId", account_id as id from system_totp_places(${after}::uuid, ${most}::int)`,
  );
}

/** Its sealed secret, locked until the transaction ends; undefined when it has gone. */
export async function lockTotp(tx: Tx, accountId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ sealed: accountTotp.secretSealed })
    .from(accountTotp)
    .where(eq(accountTotp.accountId, accountId))
    .for("update");
  return row?.sealed;
}

export async function replaceTotp(tx: Tx, accountId: string, secretSealed: string): Promise<void> {
  await tx.update(accountTotp).set({ secretSealed }).where(eq(accountTotp.accountId, accountId));
}
