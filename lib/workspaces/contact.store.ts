import { and, eq } from "drizzle-orm";
import { workspaces } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";

const one = (ctx: WorkspaceCtx) => and(eq(workspaces.orgId, ctx.orgId), eq(workspaces.id, ctx.workspaceId));

export async function selectContact(tx: Tx, ctx: WorkspaceCtx): Promise<string> {
  const [row] = await tx.select({ contact: workspaces.contact }).from(workspaces).where(one(ctx));
  return row?.contact ?? "";
}

export async function lockContact(tx: Tx, ctx: WorkspaceCtx) {
  const shown = { name: workspaces.name, contact: workspaces.contact };
  const [row] = await tx.select(shown).from(workspaces).where(one(ctx)).for("update");
  return row;
}

export async function setContact(tx: Tx, ctx: WorkspaceCtx, contact: string): Promise<void> {
  await tx.update(workspaces).set({ contact }).where(one(ctx));
}
