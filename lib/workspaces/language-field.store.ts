import { and, eq, sql } from "drizzle-orm";
import { profileFields, workspaces } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";

const one = (ctx: WorkspaceCtx) => and(eq(workspaces.orgId, ctx.orgId), eq(workspaces.id, ctx.workspaceId));

/** The profile fields that can say a language, in their order. */
export async function selectLanguageFields(
  tx: Tx,
  ctx: WorkspaceCtx,
): Promise<{ id: number; label: string }[]> {
  return tx
    .select({ id: profileFields.id, label: profileFields.label })
    .from(profileFields)
    .where(and(inWorkspace(profileFields, ctx), sql`${profileFields.type} in ('text', 'single_choice')`))
    .orderBy(profileFields.position, profileFields.id);
}

export async function selectLanguageField(tx: Tx, ctx: WorkspaceCtx): Promise<number | null> {
  const [row] = await tx.select({ id: workspaces.languageFieldId }).from(workspaces).where(one(ctx));
  return row?.id ?? null;
}

export async function lockLanguageField(tx: Tx, ctx: WorkspaceCtx) {
  const shown = { name: workspaces.name, fieldId: workspaces.languageFieldId };
  const [row] = await tx.select(shown).from(workspaces).where(one(ctx)).for("update");
  return row;
}

export async function setLanguageField(tx: Tx, ctx: WorkspaceCtx, fieldId: number | null): Promise<void> {
  await tx.update(workspaces).set({ languageFieldId: fieldId }).where(one(ctx));
}
