import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { organizations, profileFields, remoteSources, runs, syncs } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { inOrg, inWorkspace } from "@/lib/db/scope";
import { readSettings } from "@/lib/pipeline/source/registry";

type Of = { orgId: string; sourceId: string };

/** What instructions need of one source: its secret is for its public half alone, and goes no further than its reader. */
export async function selectSource(tx: Tx, { orgId, sourceId }: Of) {
  const [row] = await tx
    .select({
      organization: organizations.name,
      id: remoteSources.id,
      orgId: remoteSources.orgId,
      name: remoteSources.name,
      kind: remoteSources.kind,
      settings: remoteSources.settings,
      credentialsSealed: remoteSources.credentialsSealed,
      hostKey: remoteSources.hostKey,
      pgp: remoteSources.pgp,
    })
    .from(remoteSources)
    .innerJoin(organizations, eq(organizations.id, remoteSources.orgId))
    .where(and(inOrg(remoteSources, { orgId }), eq(remoteSources.id, sourceId)));
  return row && { ...row, settings: readSettings(row) };
}

/** The syncs that read the source, in every workspace, the oldest first; never one of another source. */
export async function selectReaders(tx: Tx, { orgId, sourceId }: Of) {
  return tx
    .select({
      id: syncs.id,
      orgId: syncs.orgId,
      workspaceId: syncs.workspaceId,
      path: syncs.path,
      managersPath: syncs.managersPath,
      mapping: syncs.mapping,
      readSettings: syncs.readSettings,
      fileSettings: syncs.fileSettings,
      scheduleKind: syncs.scheduleKind,
      everyHours: syncs.everyHours,
      atTime: syncs.atTime,
      weekdays: syncs.weekdays,
      timeZone: syncs.timeZone,
      lookMinutes: syncs.lookMinutes,
    })
    .from(syncs)
    .where(and(inOrg(syncs, { orgId }), eq(syncs.remoteSourceId, sourceId), isNull(syncs.detachedAt)))
    .orderBy(asc(syncs.createdAt));
}

type Reader = { id: string; orgId: string; workspaceId: string };

export type Sync = Awaited<ReturnType<typeof selectReaders>>[number];

/** The header of the last file that a sync has read; empty before the first. */
export async function selectHeaders(tx: Tx, { id, ...place }: Reader): Promise<readonly string[]> {
  const [row] = await tx
    .select({ file: runs.file })
    .from(runs)
    .where(
      and(
        inWorkspace(runs, place),
        eq(runs.syncId, id),
        sql`jsonb_array_length(${runs.file} -> 'headers') > 0`,
      ),
    )
    .orderBy(desc(runs.createdAt))
    .limit(1);
  return row?.file?.headers ?? [];
}

/** The profile fields of the sync's workspace, in their order. */
export async function selectFields(tx: Tx, place: Reader) {
  const { id, label, type } = profileFields;
  return tx
    .select({ id, label, type })
    .from(profileFields)
    .where(inWorkspace(profileFields, place))
    .orderBy(asc(profileFields.position), asc(id));
}
