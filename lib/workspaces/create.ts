import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import type { CreateWorkspaceInput } from "@/lib/workspaces/schema";
import { insertWorkspace } from "@/lib/workspaces/store";

/** A new, empty workspace. Throws `conflict` when the organization has one at this address. */
export async function createWorkspace(
  ctx: Ctx,
  { name, slug }: CreateWorkspaceInput,
): Promise<{ id: string; slug: string }> {
  return explainConflicts(slug, () =>
    ctx.db.run(async (tx) => {
      const { id } = await insertWorkspace(tx, ctx, { name, slug });
      await writeAudit(tx, ctx, {
        action: "workspace.create",
        targetKind: "workspace",
        targetId: id,
        targetLabel: name,
        detail: { slug },
      });
      return { id, slug };
    }),
  );
}
