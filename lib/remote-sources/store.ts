import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { remoteSources, syncs, workspaces } from "@/drizzle/schema";
import type { CheckResult } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import { addressOf, readSettings } from "@/lib/pipeline/source/registry";
import type { RemoteSource } from "@/lib/remote-sources/views";

export type RemoteSourceRow = typeof remoteSources.$inferSelect;
type NewRow = Omit<typeof remoteSources.$inferInsert, "orgId">;

/** Everything but the secret. */
const shown = {
  id: remoteSources.id,
  name: remoteSources.name,
  kind: remoteSources.kind,
  settings: remoteSources.settings,
  credentialsSetAt: remoteSources.credentialsSetAt,
  hostKey: remoteSources.hostKey,
  hostKeySeen: remoteSources.hostKeySeen,
  lastCheck: remoteSources.lastCheck,
  createdAt: remoteSources.createdAt,
  sandboxId: remoteSources.sandboxId,
} as const;

const one = (ctx: Ctx, id: string) => and(inOrg(remoteSources, ctx), eq(remoteSources.id, id));

export async function insertRemoteSource(tx: Tx, ctx: Ctx, row: NewRow): Promise<void> {
  await tx.insert(remoteSources).values({ ...row, orgId: ctx.orgId });
}

/** The row with its sealed secret, locked until the transaction ends. */
export async function lockRemoteSource(tx: Tx, ctx: Ctx, id: string): Promise<RemoteSourceRow | undefined> {
  const [row] = await tx.select().from(remoteSources).where(one(ctx, id)).for("update");
  return row && { ...row, settings: readSettings(row) };
}

/** The row with its sealed secret. */
export async function findRemoteSourceRow(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<RemoteSourceRow | undefined> {
  const [row] = await tx.select().from(remoteSources).where(one(ctx, id));
  return row && { ...row, settings: readSettings(row) };
}

export async function setRemoteSource(tx: Tx, ctx: Ctx, id: string, set: Partial<NewRow>): Promise<void> {
  await tx.update(remoteSources).set(set).where(one(ctx, id));
}

type ByRun = { id: string; since: Date; lastCheck: CheckResult };

/** Nothing where the source was changed after `since`. */
export async function setCheckedByRun(tx: Tx, ctx: Ctx, { id, since, lastCheck }: ByRun): Promise<void> {
  await tx
    .update(remoteSources)
    .set({ lastCheck })
    .where(and(one(ctx, id), lte(remoteSources.updatedAt, since)));
}

export async function deleteRemoteSourceRow(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx.delete(remoteSources).where(one(ctx, id));
}

export async function selectRemoteSources(tx: Tx, ctx: Ctx): Promise<RemoteSource[]> {
  const rows = await tx
    .select(shown)
    .from(remoteSources)
    .where(inOrg(remoteSources, ctx))
    .orderBy(asc(remoteSources.name));
  return rows.map(viewOf);
}

export async function selectRemoteSource(tx: Tx, ctx: Ctx, id: string): Promise<RemoteSource | undefined> {
  const [row] = await tx.select(shown).from(remoteSources).where(one(ctx, id));
  return row && viewOf(row);
}

function viewOf(row: Omit<RemoteSource, "address">): RemoteSource {
  return { ...row, settings: readSettings(row), address: addressOf(row) };
}

/** The names of the workspaces that a sync attaches the source to, in their order. */
export async function selectAttachedWorkspaces(tx: Tx, ctx: Ctx, id: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ name: workspaces.name })
    .from(syncs)
    .innerJoin(workspaces, and(eq(workspaces.orgId, syncs.orgId), eq(workspaces.id, syncs.workspaceId)))
    .where(and(inOrg(syncs, ctx), eq(syncs.remoteSourceId, id), isNull(syncs.detachedAt)))
    .orderBy(asc(workspaces.name));
  return rows.map(({ name }) => name);
}
