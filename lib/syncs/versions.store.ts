import { and, desc, eq } from "drizzle-orm";
import { mappingVersions } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import type { Mapping } from "@/lib/model/mapping";

type NewVersion = {
  syncId: string;
  version: number;
  mapping: Mapping;
  createdBy: string;
  createdAt: Date;
};

const ofSync = (ctx: WorkspaceCtx, syncId: string) =>
  and(inWorkspace(mappingVersions, ctx), eq(mappingVersions.syncId, syncId));
const shown = {
  version: mappingVersions.version,
  mapping: mappingVersions.mapping,
  createdBy: mappingVersions.createdBy,
  createdAt: mappingVersions.createdAt,
} as const;

/** Keeps a version. One that is kept already stays as it is. */
export async function insertVersion(tx: Tx, ctx: WorkspaceCtx, row: NewVersion): Promise<void> {
  await tx
    .insert(mappingVersions)
    .values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
    .onConflictDoNothing();
}

/** The newest versions of a sync, newest first. */
export async function selectVersions(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, most }: { syncId: string; most: number },
) {
  return tx
    .select(shown)
    .from(mappingVersions)
    .where(ofSync(ctx, syncId))
    .orderBy(desc(mappingVersions.version))
    .limit(most);
}

export async function selectVersion(
  tx: Tx,
  ctx: WorkspaceCtx,
  { syncId, version }: { syncId: string; version: number },
) {
  const [row] = await tx
    .select(shown)
    .from(mappingVersions)
    .where(and(ofSync(ctx, syncId), eq(mappingVersions.version, version)));
  return row;
}
