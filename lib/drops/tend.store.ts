import { and, isNotNull, lt, sql } from "drizzle-orm";
import { dropFiles } from "@/drizzle/schema";
import type { Db, Tx } from "@/lib/db/client";
import { type DropOf, ofDrop } from "@/lib/drops/files.store";

export type TendLimits = { now: Date; receivingBefore: Date; partialBefore: Date; factsBefore: Date };

/** Drops of all tenants that have something to give up or to purge. */
export async function selectDropsToTend(db: Db, limits: TendLimits): Promise<DropOf[]> {
  const { now, receivingBefore, partialBefore, factsBefore } = limits;
  const rows = await db.execute<DropOf>(sql`
    select org_id as "orgId", source_id as "sourceId"
    from system_drops_to_tend(${now.toISOString()}::timestamptz, ${receivingBefore.toISOString()}::timestamptz,
                              ${partialBefore.toISOString()}::timestamptz, ${factsBefore.toISOString()}::timestamptz)`);
  return [...rows];
}

/** Gives up uploads that nobody continues; gives their ids, whose bytes are to go. */
export async function endStale(tx: Tx, drop: DropOf, limits: TendLimits): Promise<string[]> {
  const rows = await tx
    .update(dropFiles)
    .set({ state: "gone", goneWhy: "interrupted", goneAt: limits.now, spoolKey: null })
    .where(
      and(
        ofDrop(drop),
        sql`(${dropFiles.state} = 'receiving' and ${dropFiles.touchedAt} < ${limits.receivingBefore.toISOString()}::timestamptz
             or ${dropFiles.state} = 'partial' and ${dropFiles.touchedAt} < ${limits.partialBefore.toISOString()}::timestamptz)`,
      ),
    )
    .returning({ id: dropFiles.id });
  return rows.map(({ id }) => id);
}

/**
 * Purges what came in before `before`: it leaves the folder if it is there still, and name, sender and bytes are forgotten;
 * that something came stays. Folders in use stay. Gives the ids, whose bytes are to go.
 */
export async function purgeFiles(
  tx: Tx,
  drop: DropOf,
  { before, now }: { before: Date; now: Date },
): Promise<string[]> {
  const rows = await tx
    .update(dropFiles)
    .set({
      ...{ path: null, fromAddress: null, spoolKey: null, purgedAt: now, state: "gone" },
      goneWhy: sql`coalesce(${dropFiles.goneWhy}, 'expired')`,
      goneAt: sql`coalesce(${dropFiles.goneAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(
      and(
        ofDrop(drop),
        sql`${dropFiles.purgedAt} is null and not (${dropFiles.isFolder} and ${dropFiles.state} = 'present')`,
        sql`coalesce(${dropFiles.completedAt}, ${dropFiles.goneAt}) < ${before.toISOString()}::timestamptz`,
      ),
    )
    .returning({ id: dropFiles.id });
  return rows.map(({ id }) => id);
}

export async function deleteFacts(tx: Tx, drop: DropOf, before: Date): Promise<void> {
  await tx.delete(dropFiles).where(and(ofDrop(drop), lt(dropFiles.purgedAt, before)));
}

/** The ids of all files whose bytes are kept: those of the folder, and those that were replaced, deleted or cut off. */
export async function selectKeptIds(tx: Tx, drop: DropOf): Promise<string[]> {
  const rows = await tx
    .select({ id: dropFiles.id })
    .from(dropFiles)
    .where(and(ofDrop(drop), isNotNull(dropFiles.spoolKey)));
  return rows.map(({ id }) => id);
}

/** Of some keys of the spool, those that a file of any drop has. */
export async function selectKnownBlobs(db: Db, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db.execute<{ key: string }>(
    sql`select spool_key as key from system_known_drop_blobs(${sql.param([...keys])}::text[])`,
  );
  return new Set([...rows].map(({ key }) => key));
}
