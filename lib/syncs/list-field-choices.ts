import type { WorkspaceCtx } from "@/lib/context";
import type { FieldType } from "@/lib/model/field";
import { selectFieldChoices } from "@/lib/syncs/store";

/** A profile field as something that a column can fill. */
export type FieldChoice = { id: number; label: string; type: FieldType };

/** The profile fields of the workspace, in their order. */
export async function listFieldChoices(ctx: WorkspaceCtx): Promise<FieldChoice[]> {
  return ctx.db.run((tx) => selectFieldChoices(tx, ctx));
}
