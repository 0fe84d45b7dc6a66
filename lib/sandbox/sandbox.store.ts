import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { dropFiles, remoteSources, runs, syncs, uploads, users, workspaces } from "@/drizzle/schema";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg, inWorkspace } from "@/lib/db/scope";
import { isSpoolKey, managersKey, runKey, type SpoolKey, uploadKey } from "@/lib/spool/keys";

type Sandbox = { id: string; name: string; slug: string };

/** The organization's sandbox, if it has one; `lock` keeps it from being changed until the transaction ends. */
export async function findSandboxRow(
  tx: Tx,
  ctx: Ctx,
  { lock = false }: { lock?: boolean } = {},
): Promise<Sandbox | undefined> {
  const query = tx
    .select({ id: workspaces.id, name: workspaces.name, slug: workspaces.slug })
    .from(workspaces)
    .where(and(inOrg(workspaces, ctx), eq(workspaces.isSandbox, true)));
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

/** Makes an empty workspace the sandbox: from now on nothing of it is told to anyone. */
export async function markSandbox(tx: Tx, ctx: Ctx, workspaceId: string): Promise<void> {
  const own = and(inOrg(workspaces, ctx), eq(workspaces.id, workspaceId));
  await tx.update(workspaces).set({ isSandbox: true }).where(own);
}

/** Gives the sandbox a source that goes with it. */
export async function markSource(
  tx: Tx,
  ctx: Ctx,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
): Promise<void> {
  const source = and(inOrg(remoteSources, ctx), eq(remoteSources.id, sourceId));
  await tx.update(remoteSources).set({ sandboxId: workspaceId }).where(source);
}

/** Addresses of workspaces and names of Remote Sources that are taken. */
export async function selectTaken(tx: Tx, ctx: Ctx): Promise<{ slugs: Set<string>; names: Set<string> }> {
  const slugs = await tx.select({ slug: workspaces.slug }).from(workspaces).where(inOrg(workspaces, ctx));
  const names = await tx
    .select({ name: remoteSources.name })
    .from(remoteSources)
    .where(inOrg(remoteSources, ctx));
  return { slugs: new Set(slugs.map(({ slug }) => slug)), names: new Set(names.map(({ name }) => name)) };
}

/** The sync that reads a sandbox's own drop, the newest one; undefined once it was detached. */
export async function findOwnSync(
  tx: Tx,
  ctx: WorkspaceCtx,
): Promise<{ syncId: string; sourceId: string } | undefined> {
  const [row] = await tx
    .select({ syncId: syncs.id, sourceId: remoteSources.id })
    .from(syncs)
    .innerJoin(
      remoteSources,
      and(eq(remoteSources.orgId, syncs.orgId), eq(remoteSources.id, syncs.remoteSourceId)),
    )
    .where(
      and(inWorkspace(syncs, ctx), isNull(syncs.detachedAt), eq(remoteSources.sandboxId, ctx.workspaceId)),
    )
    .orderBy(syncs.createdAt)
    .limit(1);
  return row;
}

/** Whether the workspace is the organization's sandbox. */
export async function isSandboxRow(tx: Tx, ctx: WorkspaceCtx): Promise<boolean> {
  const rows = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(inOrg(workspaces, ctx), eq(workspaces.id, ctx.workspaceId), eq(workspaces.isSandbox, true)));
  return rows.length > 0;
}

/** Names of other workspaces that read the sandbox's source. */
export async function selectOtherReaders(tx: Tx, ctx: Ctx, sandboxId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ name: workspaces.name })
    .from(syncs)
    .innerJoin(workspaces, and(eq(workspaces.orgId, syncs.orgId), eq(workspaces.id, syncs.workspaceId)))
    .innerJoin(
      remoteSources,
      and(eq(remoteSources.orgId, syncs.orgId), eq(remoteSources.id, syncs.remoteSourceId)),
    )
    .where(
      and(
        inOrg(syncs, ctx),
        eq(remoteSources.sandboxId, sandboxId),
        ne(syncs.workspaceId, sandboxId),
        isNull(syncs.detachedAt),
      ),
    );
  return rows.map(({ name }) => name);
}

/** Every file that is kept of a sandbox: those of its uploads, its runs and its drop. */
export async function selectSandboxFiles(tx: Tx, ctx: Ctx, id: string): Promise<SpoolKey[]> {
  const place = { orgId: ctx.orgId, workspaceId: id };
  const uploaded = await tx.select({ id: uploads.id }).from(uploads).where(inWorkspace(uploads, place));
  const ran = await tx.select({ id: runs.id }).from(runs).where(inWorkspace(runs, place));
  const dropped = await tx
    .select({ key: dropFiles.spoolKey })
    .from(dropFiles)
    .innerJoin(
      remoteSources,
      and(eq(remoteSources.orgId, dropFiles.orgId), eq(remoteSources.id, dropFiles.sourceId)),
    )
    .where(and(inOrg(dropFiles, ctx), eq(remoteSources.sandboxId, id), isNotNull(dropFiles.spoolKey)));
  return [
    ...uploaded.map((upload) => uploadKey(upload.id)),
    ...ran.flatMap((run) => [runKey(run.id), managersKey(run.id)]),
    ...dropped.flatMap(({ key }) => (key !== null && isSpoolKey(key) ? [key] : [])),
  ];
}

/** How many users, removed ones among them, a sandbox has. */
export async function countSandboxUsers(tx: Tx, ctx: Ctx, id: string): Promise<number> {
  return tx.$count(users, inWorkspace(users, { orgId: ctx.orgId, workspaceId: id }));
}

/** What is in it goes with it by its foreign keys, and so does its own Remote Source. */
export async function deleteSandboxRow(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const own = and(inOrg(workspaces, ctx), eq(workspaces.id, id), eq(workspaces.isSandbox, true));
  await tx.delete(workspaces).where(own);
}
