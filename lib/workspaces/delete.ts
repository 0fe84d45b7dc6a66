import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { countContents, deleteWorkspaceRow, lockWorkspace } from "@/lib/workspaces/store";

/**
 * Deletes a workspace and everything in it, for good. `typedName` has to be its name: this can't be undone.
 * Throws `not_found`, `invalid_input`.
 */
export async function deleteWorkspace(ctx: Ctx, input: { id: string; typedName: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    const row = await lockWorkspace(tx, ctx, input.id);
    if (!row) throw notFound("This workspace");
    if (input.typedName.trim() !== row.name) {
      throw new AppError("invalid_input", "The name that was typed is not the name of this workspace.");
    }
    const lost = await countContents(tx, ctx, input.id);
    await deleteWorkspaceRow(tx, ctx, input.id);
    await writeAudit(tx, ctx, {
      action: "workspace.delete",
      targetKind: "workspace",
      targetId: input.id,
      targetLabel: row.name,
      detail: { slug: row.slug, ...lost },
    });
  });
}
