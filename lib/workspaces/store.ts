import { and, asc, count, eq, isNull, ne } from "drizzle-orm";
import { syncs, users, workspaces } from "@/drizzle/schema";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inOrg } from "@/lib/db/scope";

type Names = { name: string; slug: string };

const shown = {
  id: workspaces.id,
  name: workspaces.name,
  slug: workspaces.slug,
  isSandbox: workspaces.isSandbox,
  createdAt: workspaces.createdAt,
} as const;

const one = (ctx: Ctx, id: string) => and(inOrg(workspaces, ctx), eq(workspaces.id, id));

export async function insertWorkspace(tx: Tx, ctx: Ctx, row: Names): Promise<{ id: string }> {
  const [made] = await tx
    .insert(workspaces)
    .values({ ...row, orgId: ctx.orgId })
    .returning({ id: workspaces.id });
  if (!made) throw new RangeError("An insert returns its row.");
  return made;
}

/** The row, locked until the transaction ends. */
export async function lockWorkspace(tx: Tx, ctx: Ctx, id: string) {
  const [row] = await tx.select(shown).from(workspaces).where(one(ctx, id)).for("update");
  return row;
}

export async function setWorkspace(tx: Tx, ctx: Ctx, id: string, set: Names): Promise<void> {
  await tx.update(workspaces).set(set).where(one(ctx, id));
}

/** Its users, syncs, runs, fields and uploads go with it, by their foreign keys; plans by the trigger on runs. */
export async function deleteWorkspaceRow(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  await tx.delete(workspaces).where(one(ctx, id));
}

export async function selectWorkspaces(tx: Tx, ctx: Ctx) {
  return tx.select(shown).from(workspaces).where(inOrg(workspaces, ctx)).orderBy(asc(workspaces.name));
}

export async function selectWorkspace(tx: Tx, ctx: Ctx, id: string) {
  const [row] = await tx.select(shown).from(workspaces).where(one(ctx, id));
  return row;
}

/** Workspace id -> how many active users it has; a workspace without any is absent. */
export async function countUsersByWorkspace(tx: Tx, ctx: Ctx): Promise<Map<string, number>> {
  const rows = await tx
    .select({ id: users.workspaceId, n: count() })
    .from(users)
    .where(and(inOrg(users, ctx), ne(users.state, "removed")))
    .groupBy(users.workspaceId);
  return new Map(rows.map((row) => [row.id, row.n]));
}

/** How many users, removed ones among them, and syncs would go with a workspace. */
export async function countContents(tx: Tx, ctx: Ctx, id: string): Promise<{ users: number; syncs: number }> {
  const [people] = await tx
    .select({ n: count() })
    .from(users)
    .where(and(inOrg(users, ctx), eq(users.workspaceId, id)));
  const [files] = await tx
    .select({ n: count() })
    .from(syncs)
    .where(and(inOrg(syncs, ctx), eq(syncs.workspaceId, id), isNull(syncs.detachedAt)));
  return { users: people?.n ?? 0, syncs: files?.n ?? 0 };
}
