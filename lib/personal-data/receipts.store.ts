import { and, desc, eq } from "drizzle-orm";
import { erasures, users, workspaces } from "@/drizzle/schema";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { byId, inOrg } from "@/lib/db/scope";
import type { Person } from "@/lib/personal-data/known.store";

export async function selectPerson(tx: Tx, ctx: WorkspaceCtx, id: number): Promise<Person | null> {
  const [row] = await tx
    .select({ userId: users.id, email: users.email })
    .from(users)
    .where(byId(users, ctx, id));
  return row ?? null;
}

export async function selectWorkspaceName(tx: Tx, ctx: WorkspaceCtx): Promise<string> {
  const [row] = await tx
    .select({ name: workspaces.name })
    .from(workspaces)
    .where(and(eq(workspaces.orgId, ctx.orgId), eq(workspaces.id, ctx.workspaceId)));
  return row?.name ?? "";
}

type NewReceipt = Omit<typeof erasures.$inferInsert, "orgId" | "workspaceId">;

export async function insertReceipt(tx: Tx, ctx: WorkspaceCtx, receipt: NewReceipt): Promise<void> {
  await tx.insert(erasures).values({ ...receipt, orgId: ctx.orgId, workspaceId: ctx.workspaceId });
}

export type ReceiptRow = typeof erasures.$inferSelect;

const RECEIPTS_MAX = 200;

/** The latest receipts of the organization. */
export async function selectReceipts(tx: Tx, ctx: Ctx): Promise<ReceiptRow[]> {
  return tx
    .select()
    .from(erasures)
    .where(inOrg(erasures, ctx))
    .orderBy(desc(erasures.at))
    .limit(RECEIPTS_MAX);
}

export async function selectReceipt(tx: Tx, ctx: Ctx, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await tx
    .select()
    .from(erasures)
    .where(and(inOrg(erasures, ctx), eq(erasures.id, id)));
  return row;
}
