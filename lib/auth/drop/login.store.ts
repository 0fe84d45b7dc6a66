import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { dropKeys, dropSecrets } from "@/drizzle/schema";
import type { DropSecretKind } from "@/drizzle/schema/drop-secrets";
import type { Tx } from "@/lib/db/client";

export type DropPlace = { orgId: string; sourceId: string };

/** Which drop has this user name, before anyone is known. */
export async function findDropPlace(tx: Tx, username: string): Promise<DropPlace | null> {
  const [row] = await tx.execute<DropPlace>(sql`
    select org_id as "orgId", source_id as "sourceId" from system_find_drop(${username}::text)`);
  return row ? { orgId: row.orgId, sourceId: row.sourceId } : null;
}

/** Which drop a token was made for, whether or not it still counts. */
export async function findTokenPlace(tx: Tx, hash: string): Promise<(DropPlace & { id: string }) | null> {
  const [row] = await tx.execute<DropPlace & { id: string }>(sql`
    select org_id as "orgId", source_id as "sourceId", id from system_find_drop_token(${hash}::text)`);
  return row ? { orgId: row.orgId, sourceId: row.sourceId, id: row.id } : null;
}

export type LoginKey = { id: string; type: string; blob: string; label: string };

export async function selectLoginKeys(tx: Tx, { orgId, sourceId }: DropPlace): Promise<LoginKey[]> {
  return tx
    .select({ id: dropKeys.id, type: dropKeys.type, blob: dropKeys.blob, label: dropKeys.label })
    .from(dropKeys)
    .where(and(eq(dropKeys.orgId, orgId), eq(dropKeys.sourceId, sourceId)));
}

const counting = ({ orgId, sourceId }: DropPlace, now: Date) =>
  and(
    eq(dropSecrets.orgId, orgId),
    eq(dropSecrets.sourceId, sourceId),
    isNull(dropSecrets.revokedAt),
    or(isNull(dropSecrets.expiresAt), gt(dropSecrets.expiresAt, now)),
  );

/** Passwords or tokens that are neither revoked nor expired. */
export async function selectLoginSecrets(
  tx: Tx,
  place: DropPlace,
  { kind, now }: { kind: DropSecretKind; now: Date },
): Promise<{ id: string; label: string; hash: string }[]> {
  return tx
    .select({ id: dropSecrets.id, label: dropSecrets.label, hash: dropSecrets.hash })
    .from(dropSecrets)
    .where(and(counting(place, now), eq(dropSecrets.kind, kind)));
}

type Use = { id: string; at: Date; from: string | null };

/** False when the key is not there any more. */
export async function noteKeyUse(tx: Tx, { orgId, sourceId }: DropPlace, use: Use): Promise<boolean> {
  const rows = await tx
    .update(dropKeys)
    .set({ lastUsedAt: use.at, lastUsedFrom: use.from })
    .where(and(eq(dropKeys.orgId, orgId), eq(dropKeys.sourceId, sourceId), eq(dropKeys.id, use.id)))
    .returning({ id: dropKeys.id });
  return rows.length > 0;
}

/** False when the secret was revoked or has expired. */
export async function noteSecretUse(tx: Tx, place: DropPlace, use: Use): Promise<boolean> {
  const rows = await tx
    .update(dropSecrets)
    .set({ lastUsedAt: use.at, lastUsedFrom: use.from })
    .where(and(counting(place, use.at), eq(dropSecrets.id, use.id)))
    .returning({ id: dropSecrets.id });
  return rows.length > 0;
}

type Credential = { kind: "key" | DropSecretKind; id: string };

/** Whether the key, password or token still lets someone in. It goes with its drop. */
export async function isStillValid(
  tx: Tx,
  place: DropPlace,
  { kind, id }: Credential,
  now: Date,
): Promise<boolean> {
  const { orgId, sourceId } = place;
  const rows =
    kind === "key"
      ? await tx
          .select({ id: dropKeys.id })
          .from(dropKeys)
          .where(and(eq(dropKeys.orgId, orgId), eq(dropKeys.sourceId, sourceId), eq(dropKeys.id, id)))
      : await tx
          .select({ id: dropSecrets.id })
          .from(dropSecrets)
          .where(and(counting(place, now), eq(dropSecrets.id, id)));
  return rows.length > 0;
}
