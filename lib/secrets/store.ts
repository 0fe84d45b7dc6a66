import { and, eq, sql } from "drizzle-orm";
import { accountTotp, alertChannels, remoteSources } from "@/drizzle/schema";
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

/** The next `most` channels for alerts after the id `after`, of every organization: ids only. */
export async function selectChannelPlaces(db: Db, after: string, most: number): Promise<SecretRow[]> {
  return db.execute<SecretRow>(
    sql`select org_id as "orgId", id from system_channel_secret_places(${after}::uuid, ${most}::int)`,
  );
}

const channel = ({ orgId, id }: SecretRow) => and(eq(alertChannels.orgId, orgId), eq(alertChannels.id, id));

/** The sealed address of a channel, locked until the transaction ends; undefined when it has gone. */
export async function lockChannelSecret(tx: Tx, place: SecretRow): Promise<string | undefined> {
  const [row] = await tx
    .select({ sealed: alertChannels.urlSealed })
    .from(alertChannels)
    .where(channel(place))
    .for("update");
  return row?.sealed;
}

export async function replaceChannelSecret(tx: Tx, place: SecretRow, urlSealed: string): Promise<void> {
  await tx.update(alertChannels).set({ urlSealed }).where(channel(place));
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
