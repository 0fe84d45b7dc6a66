import { and, eq, isNotNull } from "drizzle-orm";
import { dropFiles, runs, uploads } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { isSpoolKey, managersKey, runKey, type SpoolKey, uploadKey } from "@/lib/spool/keys";

/** Every file in transit that an organization may have: those of its uploads, its runs and its drops. */
export async function selectSpoolKeys(tx: Tx, orgId: string): Promise<SpoolKey[]> {
  const uploaded = await tx.select({ id: uploads.id }).from(uploads).where(eq(uploads.orgId, orgId));
  const ran = await tx.select({ id: runs.id }).from(runs).where(eq(runs.orgId, orgId));
  const dropped = await tx
    .select({ key: dropFiles.spoolKey })
    .from(dropFiles)
    .where(and(eq(dropFiles.orgId, orgId), isNotNull(dropFiles.spoolKey)));
  return [
    ...uploaded.map(({ id }) => uploadKey(id)),
    ...ran.flatMap(({ id }) => [runKey(id), managersKey(id)]),
    ...dropped.flatMap(({ key }) => (key !== null && isSpoolKey(key) ? [key] : [])),
  ];
}
