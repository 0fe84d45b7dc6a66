import { and, asc, count, desc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { apiTokens, apiTokenWorkspaces, members, workspaces } from "@/drizzle/schema";
import type { TokenItem } from "@/lib/api-tokens/views";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";
import { isPermission } from "@/lib/permissions";

const counting = (ctx: Ctx) =>
  and(
    inOrg(apiTokens, ctx),
    isNull(apiTokens.revokedAt),
    or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, ctx.clock())),
  );

/** How many tokens of the organization still count. Two that are made at the same time see each other. */
export async function countTokens(tx: Tx, ctx: Ctx): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`api tokens ${ctx.orgId}`}, 0))`);
  const [row] = await tx.select({ tokens: count() }).from(apiTokens).where(counting(ctx));
  return row?.tokens ?? 0;
}

/** Of some ids, the workspaces of the organization with their names. */
export async function selectWorkspacesById(tx: Tx, ctx: Ctx, ids: readonly string[]) {
  return tx
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .where(and(inOrg(workspaces, ctx), inArray(workspaces.id, [...ids])));
}

export async function insertToken(
  tx: Tx,
  ctx: Ctx,
  row: Omit<typeof apiTokens.$inferInsert, "orgId"> & { id: string },
  workspaceIds: readonly string[],
): Promise<void> {
  await tx.insert(apiTokens).values({ ...row, orgId: ctx.orgId });
  if (workspaceIds.length === 0) return;
  const own = workspaceIds.map((workspaceId) => ({ orgId: ctx.orgId, tokenId: row.id, workspaceId }));
  await tx.insert(apiTokenWorkspaces).values(own);
}

/** Gives its name; undefined when the organization has no such token that still counts. */
export async function revokeTokenRow(tx: Tx, ctx: Ctx, id: string): Promise<string | undefined> {
  const [row] = await tx
    .update(apiTokens)
    .set({ revokedAt: ctx.clock(), revokedBy: ctx.actor.label })
    .where(and(inOrg(apiTokens, ctx), eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .returning({ label: apiTokens.label });
  return row?.label;
}

/** The tokens that were not revoked, expired ones too, the newest first. */
export async function selectTokens(tx: Tx, ctx: Ctx): Promise<TokenItem[]> {
  const rows = await tx
    .select({
      id: apiTokens.id,
      label: apiTokens.label,
      prefix: apiTokens.prefix,
      permissions: apiTokens.permissions,
      allWorkspaces: apiTokens.allWorkspaces,
      createdBy: apiTokens.createdBy,
      memberId: members.id,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
      lastUsedFrom: apiTokens.lastUsedFrom,
    })
    .from(apiTokens)
    .leftJoin(members, and(inOrg(members, ctx), eq(members.accountId, apiTokens.createdByAccount)))
    .where(and(inOrg(apiTokens, ctx), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt));
  const limits = await tx
    .select({ tokenId: apiTokenWorkspaces.tokenId, id: workspaces.id, name: workspaces.name })
    .from(apiTokenWorkspaces)
    .innerJoin(workspaces, and(inOrg(workspaces, ctx), eq(workspaces.id, apiTokenWorkspaces.workspaceId)))
    .where(inOrg(apiTokenWorkspaces, ctx))
    .orderBy(asc(workspaces.name));
  return rows.map(({ allWorkspaces, memberId, ...row }) => ({
    ...row,
    permissions: row.permissions.filter(isPermission),
    isMakerMember: memberId !== null,
    workspaces: allWorkspaces
      ? null
      : limits.filter(({ tokenId }) => tokenId === row.id).map(({ id, name }) => ({ id, name })),
  }));
}
