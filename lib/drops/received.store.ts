import { and, desc, eq, sql } from "drizzle-orm";
import { dropFiles, runs, syncs, workspaces } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import type { DropFileView, DropRunView } from "@/lib/drops/views";

type Row = Omit<DropFileView, "runs" | "receivedAt"> & { completedAt: Date | null; createdAt: Date };

const ofSource = (ctx: Ctx, sourceId: string) =>
  and(inOrg(dropFiles, ctx), eq(dropFiles.sourceId, sourceId), eq(dropFiles.isFolder, false));

const shown = {
  id: dropFiles.id,
  path: dropFiles.path,
  state: dropFiles.state,
  goneWhy: dropFiles.goneWhy,
  sizeBytes: dropFiles.sizeBytes,
  sha256: dropFiles.sha256,
  completedAt: dropFiles.completedAt,
  createdAt: dropFiles.createdAt,
  via: dropFiles.via,
  fromAddress: dropFiles.fromAddress,
  credential: dropFiles.credentialLabel,
  isKept: sql<boolean>`${dropFiles.spoolKey} is not null and ${dropFiles.completedAt} is not null`,
} as const;

/** The newest first. What was purged is listed without its name. */
export async function selectFiles(tx: Tx, ctx: Ctx, sourceId: string, most: number): Promise<Row[]> {
  return tx
    .select(shown)
    .from(dropFiles)
    .where(ofSource(ctx, sourceId))
    .orderBy(desc(dropFiles.createdAt), desc(dropFiles.id))
    .limit(most);
}

/** What an admin downloads; undefined when there is no such file, or its bytes are gone. */
export async function selectKeptFile(tx: Tx, ctx: Ctx, sourceId: string, id: string) {
  const { path, sizeBytes, sha256, spoolKey } = dropFiles;
  const [row] = await tx
    .select({ path, sizeBytes, sha256, spoolKey })
    .from(dropFiles)
    .where(
      and(
        ofSource(ctx, sourceId),
        eq(dropFiles.id, id),
        sql`${dropFiles.spoolKey} is not null and ${dropFiles.completedAt} is not null`,
      ),
    );
  return row;
}

/** Which files it read: as `sha256 modifiedAt`, the second one being that of the managers. */
type Reader = DropRunView & { users: string | null; managers: string | null };

/** The newest runs of the source's syncs that had a file, and which one it was. */
export async function selectReaders(tx: Tx, ctx: Ctx, sourceId: string): Promise<Reader[]> {
  return tx
    .select({
      runId: runs.id,
      syncId: syncs.id,
      syncName: syncs.name,
      workspaceSlug: workspaces.slug,
      workspaceName: workspaces.name,
      startedAt: runs.startedAt,
      users: sql<string | null>`(${runs.source} ->> 'sha256') || ' ' || (${runs.source} ->> 'modifiedAt')`,
      managers: sql<string | null>`(${runs.managers} -> 'source' ->> 'sha256') || ' ' ||
        (${runs.managers} -> 'source' ->> 'modifiedAt')`,
    })
    .from(runs)
    .innerJoin(syncs, and(eq(syncs.orgId, runs.orgId), eq(syncs.id, runs.syncId)))
    .innerJoin(workspaces, and(eq(workspaces.orgId, runs.orgId), eq(workspaces.id, runs.workspaceId)))
    .where(and(inOrg(runs, ctx), eq(syncs.remoteSourceId, sourceId), sql`${runs.source} is not null`))
    .orderBy(desc(runs.createdAt))
    .limit(500);
}

export async function selectState(
  tx: Tx,
  ctx: Ctx,
  sourceId: string,
): Promise<{ credentials: number; received: number } | null> {
  const now = sql`${ctx.clock().toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ credentials: number; received: number }>(sql`
    select (select count(*)::int from drop_keys k where k.org_id = s.org_id and k.source_id = s.id)
         + (select count(*)::int from drop_secrets t where t.org_id = s.org_id and t.source_id = s.id
              and t.revoked_at is null and (t.expires_at is null or t.expires_at > ${now})) as credentials,
      (select count(*)::int from drop_files f where f.org_id = s.org_id and f.source_id = s.id
         and not f.is_folder and f.completed_at is not null) as received
    from remote_sources s where s.org_id = ${ctx.orgId} and s.id = ${sourceId}::uuid and s.kind = 'drop'`);
  return row ?? null;
}
