import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { apiTokens, apiTokenWorkspaces } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import { enterTenant } from "@/lib/db/tenant";
import { isPermission, type Permission } from "@/lib/permissions";

export type FoundToken = {
  id: string;
  orgId: string;
  label: string;
  permissions: Permission[];
  /** Null: all. */
  workspaceIds: string[] | null;
  lastUsedAt: Date | null;
  lastUsedFrom: string | null;
};

/** A token that is neither revoked nor expired; the transaction is inside its organization then. */
export async function findToken(tx: Tx, hash: string, now: Date): Promise<FoundToken | null> {
  const [place] = await tx.execute<{ orgId: string; id: string }>(
    sql`select org_id as "orgId", id from system_find_api_token(${hash}::text)`,
  );
  if (!place) return null;
  await enterTenant(tx, place.orgId);
  const [row] = await tx
    .select({
      id: apiTokens.id,
      orgId: apiTokens.orgId,
      label: apiTokens.label,
      permissions: apiTokens.permissions,
      allWorkspaces: apiTokens.allWorkspaces,
      workspaceIds: sql<string[]>`array(select w.workspace_id::text from ${apiTokenWorkspaces} w
        where w.org_id = ${place.orgId} and w.token_id = ${place.id})`,
      lastUsedAt: apiTokens.lastUsedAt,
      lastUsedFrom: apiTokens.lastUsedFrom,
    })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.orgId, place.orgId),
        eq(apiTokens.id, place.id),
        isNull(apiTokens.revokedAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, now)),
      ),
    );
  if (!row) return null;
  const { allWorkspaces, permissions, workspaceIds, ...token } = row;
  return {
    ...token,
    permissions: permissions.filter(isPermission),
    workspaceIds: allWorkspaces ? null : workspaceIds,
  };
}

/** Notes when, and from where, the token was used. */
export async function noteTokenUse(
  tx: Tx,
  { id, orgId }: FoundToken,
  { at, from }: { at: Date; from: string | null },
): Promise<void> {
  await enterTenant(tx, orgId);
  await tx
    .update(apiTokens)
    .set({ lastUsedAt: at, lastUsedFrom: from })
    .where(and(eq(apiTokens.orgId, orgId), eq(apiTokens.id, id)));
}
