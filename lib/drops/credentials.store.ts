import { and, asc, count, desc, eq, gt, isNull, or, type SQL } from "drizzle-orm";
import { dropKeys, dropSecrets, remoteSources } from "@/drizzle/schema";
import type { DropSecretKind } from "@/drizzle/schema/drop-secrets";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";

/** The drop's name, locked until the transaction ends; undefined when the organization has no such drop. */
export async function lockDropName(tx: Tx, ctx: Ctx, id: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ name: remoteSources.name })
    .from(remoteSources)
    .where(and(inOrg(remoteSources, ctx), eq(remoteSources.id, id), eq(remoteSources.kind, "drop")))
    .for("no key update");
  return row?.name;
}

const keysOf = (ctx: Ctx, sourceId: string) => and(inOrg(dropKeys, ctx), eq(dropKeys.sourceId, sourceId));

export async function countKeys(tx: Tx, ctx: Ctx, sourceId: string): Promise<number> {
  const [row] = await tx.select({ keys: count() }).from(dropKeys).where(keysOf(ctx, sourceId));
  return row?.keys ?? 0;
}

export async function hasKey(tx: Tx, ctx: Ctx, sourceId: string, fingerprint: string): Promise<boolean> {
  const rows = await tx
    .select({ id: dropKeys.id })
    .from(dropKeys)
    .where(and(keysOf(ctx, sourceId), eq(dropKeys.fingerprint, fingerprint)));
  return rows.length > 0;
}

export async function insertKey(
  tx: Tx,
  ctx: Ctx,
  row: Omit<typeof dropKeys.$inferInsert, "orgId">,
): Promise<void> {
  await tx.insert(dropKeys).values({ ...row, orgId: ctx.orgId });
}

/** Gives what was deleted; undefined when there was no such key. */
export async function deleteKey(tx: Tx, ctx: Ctx, sourceId: string, id: string) {
  const [row] = await tx
    .delete(dropKeys)
    .where(and(keysOf(ctx, sourceId), eq(dropKeys.id, id)))
    .returning({ label: dropKeys.label, fingerprint: dropKeys.fingerprint });
  return row;
}

export async function selectKeys(tx: Tx, ctx: Ctx, sourceId: string) {
  const { id, type, fingerprint, label, addedBy, createdAt, lastUsedAt, lastUsedFrom } = dropKeys;
  return tx
    .select({ id, type, fingerprint, label, addedBy, createdAt, lastUsedAt, lastUsedFrom })
    .from(dropKeys)
    .where(keysOf(ctx, sourceId))
    .orderBy(asc(dropKeys.createdAt));
}

const secretsOf = (ctx: Ctx, sourceId: string) =>
  and(inOrg(dropSecrets, ctx), eq(dropSecrets.sourceId, sourceId));

const counting = (ctx: Ctx, sourceId: string, kind: DropSecretKind): SQL | undefined =>
  and(
    secretsOf(ctx, sourceId),
    eq(dropSecrets.kind, kind),
    isNull(dropSecrets.revokedAt),
    or(isNull(dropSecrets.expiresAt), gt(dropSecrets.expiresAt, ctx.clock())),
  );

/** Passwords or tokens that are neither revoked nor expired. */
export async function countSecrets(
  tx: Tx,
  ctx: Ctx,
  sourceId: string,
  kind: DropSecretKind,
): Promise<number> {
  const [row] = await tx
    .select({ secrets: count() })
    .from(dropSecrets)
    .where(counting(ctx, sourceId, kind));
  return row?.secrets ?? 0;
}

export async function insertSecret(
  tx: Tx,
  ctx: Ctx,
  row: Omit<typeof dropSecrets.$inferInsert, "orgId">,
): Promise<void> {
  await tx.insert(dropSecrets).values({ ...row, orgId: ctx.orgId });
}

/** Revokes all that count of a kind; gives how many those were. */
export async function revokeAll(tx: Tx, ctx: Ctx, sourceId: string, kind: DropSecretKind): Promise<number> {
  const rows = await tx
    .update(dropSecrets)
    .set({ revokedAt: ctx.clock() })
    .where(counting(ctx, sourceId, kind))
    .returning({ id: dropSecrets.id });
  return rows.length;
}

/** Gives what was revoked; undefined when there is no such secret, or it was revoked before. */
export async function revokeSecretRow(tx: Tx, ctx: Ctx, sourceId: string, id: string) {
  const [row] = await tx
    .update(dropSecrets)
    .set({ revokedAt: ctx.clock() })
    .where(and(secretsOf(ctx, sourceId), eq(dropSecrets.id, id), isNull(dropSecrets.revokedAt)))
    .returning({ kind: dropSecrets.kind, label: dropSecrets.label });
  return row;
}

/** Without their hashes, those that count and those that do not any more, the newest first. */
export async function selectSecrets(tx: Tx, ctx: Ctx, sourceId: string) {
  const { id, kind, label, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt, lastUsedFrom } =
    dropSecrets;
  return tx
    .select({ id, kind, label, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt, lastUsedFrom })
    .from(dropSecrets)
    .where(secretsOf(ctx, sourceId))
    .orderBy(desc(dropSecrets.createdAt))
    .limit(50);
}
