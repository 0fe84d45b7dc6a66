import type { WorkspaceCtx } from "@/lib/context";
import { selectFields } from "@/lib/fields/store";
import type { ProfileField } from "@/lib/model/field";

/** The workspace's profile fields in their order, each with its options in theirs. */
export async function listFields(ctx: WorkspaceCtx): Promise<ProfileField[]> {
  return ctx.db.run((tx) => selectFields(tx, ctx));
}
