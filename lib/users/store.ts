import { and, eq, sql } from "drizzle-orm";
import { syncs, users } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

export type UserRow = typeof users.$inferSelect;
type NewUserRow = Omit<typeof users.$inferInsert, "orgId" | "workspaceId">;

const one = (ctx: WorkspaceCtx, id: number) =>
  and(eq(users.orgId, ctx.orgId), eq(users.workspaceId, ctx.workspaceId), eq(users.id, id));

export async function insertUser(tx: Tx, ctx: WorkspaceCtx, row: NewUserRow): Promise<number> {
  const [inserted] = await tx
    .insert(users)
    .values({ ...row, orgId: ctx.orgId, workspaceId: ctx.workspaceId })
    .returning({ id: users.id });
  return inserted?.id ?? 0;
}

/** The user, locked until the transaction ends. */
export async function lockUser(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<UserRow | undefined> {
  const [row] = await tx.select().from(users).where(one(ctx, id)).for("update");
  return row;
}

/** Those of the users that are active, in the order of their ids; `lock` keeps them as they are until the transaction ends. */
export async function selectActiveUsers(
  tx: Tx,
  ctx: WorkspaceCtx,
  { ids, lock }: { ids: readonly number[]; lock: boolean },
): Promise<UserRow[]> {
  const query = tx
    .select()
    .from(users)
    .where(
      and(
        eq(users.orgId, ctx.orgId),
        eq(users.workspaceId, ctx.workspaceId),
        eq(users.state, "active"),
        sql`${users.id} = any(${`{${ids.join(",")}}`}::bigint[])`,
      ),
    )
    .orderBy(users.id);
  return lock ? query.for("update") : query;
}

/** Writes to a user and raises its version, so that no stored plan writes over it. */
export async function setUser(
  tx: Tx,
  ctx: WorkspaceCtx,
  id: number,
  set: Partial<NewUserRow>,
): Promise<void> {
  await tx
    .update(users)
    .set({ ...set, version: sql`${users.version} + 1`, updatedAt: ctx.clock() })
    .where(one(ctx, id));
}

/** Makes the sync's next run read its file, even with the same bytes. */
export async function forgetPlanKey(tx: Tx, ctx: WorkspaceCtx, syncId: string): Promise<void> {
  await tx
    .update(syncs)
    .set({ lastGood: sql`${syncs.lastGood} || '{"planKey": null}'` })
    .where(and(eq(syncs.orgId, ctx.orgId), eq(syncs.workspaceId, ctx.workspaceId), eq(syncs.id, syncId)));
}
