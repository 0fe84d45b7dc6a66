import { and, count, desc, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { instructionLinks, remoteSources } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";

const ofSource = (ctx: Ctx, sourceId: string) =>
  and(inOrg(instructionLinks, ctx), eq(instructionLinks.sourceId, sourceId));

const open = (now: Date) => and(isNull(instructionLinks.revokedAt), gt(instructionLinks.expiresAt, now));

/** The source's name, locked until the transaction ends, so that links are made one after the other. */
export async function lockSourceName(tx: Tx, ctx: Ctx, id: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ name: remoteSources.name })
    .from(remoteSources)
    .where(and(inOrg(remoteSources, ctx), eq(remoteSources.id, id)))
    .for("no key update");
  return row?.name;
}

export async function countOpenLinks(tx: Tx, ctx: Ctx, sourceId: string): Promise<number> {
  const [row] = await tx
    .select({ links: count() })
    .from(instructionLinks)
    .where(and(ofSource(ctx, sourceId), open(ctx.clock())));
  return row?.links ?? 0;
}

export async function insertLink(
  tx: Tx,
  ctx: Ctx,
  row: Omit<typeof instructionLinks.$inferInsert, "orgId">,
): Promise<void> {
  await tx.insert(instructionLinks).values({ ...row, orgId: ctx.orgId });
}

/** Ends a link that works. False when there is none. */
export async function revokeLinkRow(
  tx: Tx,
  ctx: Ctx,
  { sourceId, linkId }: { sourceId: string; linkId: string },
): Promise<boolean> {
  const now = ctx.clock();
  const rows = await tx
    .update(instructionLinks)
    .set({ revokedAt: now })
    .where(and(ofSource(ctx, sourceId), eq(instructionLinks.id, linkId), open(now)))
    .returning({ id: instructionLinks.id });
  return rows.length > 0;
}

/** Those that work, the newest first. */
export async function selectOpenLinks(tx: Tx, ctx: Ctx, sourceId: string) {
  const { id, createdBy, createdAt, expiresAt, lastOpenedAt } = instructionLinks;
  return tx
    .select({ id, createdBy, createdAt, expiresAt, lastOpenedAt })
    .from(instructionLinks)
    .where(and(ofSource(ctx, sourceId), open(ctx.clock())))
    .orderBy(desc(instructionLinks.createdAt));
}

/** Whose link a token is, if it works; across tenants, ids only. */
export async function findByToken(
  tx: Tx,
  tokenHash: string,
  now: Date,
): Promise<{ orgId: string; id: string; sourceId: string } | null> {
  const [row] = await tx.execute<{ orgId: string; id: string; sourceId: string }>(sql`
    select org_id as "orgId", id, source_id as "sourceId"
    from system_find_instructions(${tokenHash}, ${now.toISOString()}::timestamptz)`);
  return row ?? null;
}

/** When a link ends; undefined for one that is not the organization's. */
export async function findExpiry(
  tx: Tx,
  { orgId, id }: { orgId: string; id: string },
): Promise<Date | undefined> {
  const [row] = await tx
    .select({ expiresAt: instructionLinks.expiresAt })
    .from(instructionLinks)
    .where(and(inOrg(instructionLinks, { orgId }), eq(instructionLinks.id, id)));
  return row?.expiresAt;
}

/** At most one write a minute, however often it is opened. */
export async function noteOpened(
  tx: Tx,
  { orgId, id, now, before }: { orgId: string; id: string; now: Date; before: Date },
): Promise<void> {
  const { lastOpenedAt } = instructionLinks;
  await tx
    .update(instructionLinks)
    .set({ lastOpenedAt: now })
    .where(
      and(
        inOrg(instructionLinks, { orgId }),
        eq(instructionLinks.id, id),
        or(isNull(lastOpenedAt), lt(lastOpenedAt, before)),
      ),
    );
}

/** Deletes links that ended before `before`. */
export async function deleteOldLinks(tx: Tx, org: { orgId: string }, before: Date): Promise<number> {
  const ended = or(lt(instructionLinks.expiresAt, before), lt(instructionLinks.revokedAt, before));
  const rows = await tx
    .delete(instructionLinks)
    .where(and(inOrg(instructionLinks, org), ended))
    .returning({ id: instructionLinks.id });
  return rows.length;
}
