import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { fileLooks, remoteSources, runs, syncs, users, workspaces } from "@/drizzle/schema";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg, inWorkspace } from "@/lib/db/scope";

const runOf = (what: SQL) => sql`(select ${what} from ${runs} r
  where r.org_id = ${syncs.orgId} and r.sync_id = ${syncs.id}`;

const rows = (tx: Tx) =>
  tx
    .select({
      id: syncs.id,
      name: syncs.name,
      workspace: { id: workspaces.id, name: workspaces.name, slug: workspaces.slug },
      setup: syncs.setup,
      path: syncs.path,
      sourceChecked: sql<boolean>`coalesce((${remoteSources.lastCheck} ->> 'ok')::boolean, false)`,
      isRead: sql<boolean>`(exists ${runOf(sql`1`)} and jsonb_array_length(r.file -> 'headers') > 0)
        or exists (select 1 from ${fileLooks} f
          where f.org_id = ${syncs.orgId} and f.sync_id = ${syncs.id} and f.state = 'done'))`,
      isApplied: sql<boolean>`exists ${runOf(sql`1`)} and (r.applied_at is not null or r.state = 'no_change'))`,
      run: sql<{ id: string; state: string; approved: boolean } | null>`${runOf(sql`jsonb_build_object(
        'id', r.id, 'state', r.state, 'approved', r.decided_at is not null)`)}
        order by r.created_at desc limit 1)`,
    })
    .from(syncs)
    .innerJoin(workspaces, and(eq(workspaces.orgId, syncs.orgId), eq(workspaces.id, syncs.workspaceId)))
    .innerJoin(
      remoteSources,
      and(eq(remoteSources.orgId, syncs.orgId), eq(remoteSources.id, syncs.remoteSourceId)),
    );

export type SetupRow = Awaited<ReturnType<typeof selectSetups>>[number];

/** The syncs of the organization that are being set up, by workspace and age. */
export async function selectSetups(tx: Tx, ctx: Ctx) {
  return rows(tx)
    .where(and(inOrg(syncs, ctx), isNull(syncs.detachedAt), isNotNull(syncs.setup)))
    .orderBy(asc(workspaces.name), asc(syncs.createdAt));
}

/** One sync of the workspace with a Remote Source, whether or not it is being set up. */
export async function selectSetup(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<SetupRow | undefined> {
  const [row] = await rows(tx).where(
    and(inWorkspace(syncs, ctx), isNull(syncs.detachedAt), eq(syncs.id, syncId)),
  );
  return row;
}

/** Whether the workspace has no sync and nobody in it, and the newest Remote Source that it could attach. */
export async function selectBeginning(tx: Tx, ctx: WorkspaceCtx) {
  const [row] = await tx.execute<{ is_empty: boolean; source_id: string | null }>(sql`
    select not exists (select 1 from ${syncs} where ${inWorkspace(syncs, ctx)})
       and not exists (select 1 from ${users} where ${inWorkspace(users, ctx)}) as is_empty,
       (select id from ${remoteSources} where ${inOrg(remoteSources, ctx)} and ${isNull(remoteSources.sandboxId)}
         order by created_at desc limit 1) as source_id`);
  return { isEmpty: row?.is_empty ?? false, sourceId: row?.source_id ?? null };
}
