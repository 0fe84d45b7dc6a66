import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { explainConflicts } from "@/lib/db/constraint-errors";
import { notFound } from "@/lib/errors";
import type { RenameWorkspaceInput } from "@/lib/workspaces/schema";
import { lockWorkspace, setWorkspace } from "@/lib/workspaces/store";

/** Gives a workspace another name and address. Throws `not_found`; `conflict` when the address is taken. */
export async function renameWorkspace(
  ctx: Ctx,
  { id, name, slug }: RenameWorkspaceInput,
): Promise<{ slug: string }> {
  return explainConflicts(slug, () =>
    ctx.db.run(async (tx) => {
      const row = await lockWorkspace(tx, ctx, id);
      if (!row) throw notFound("This workspace");
      await setWorkspace(tx, ctx, id, { name, slug });
      await writeAudit(tx, ctx, {
        action: "workspace.rename",
        targetKind: "workspace",
        targetId: id,
        targetLabel: name,
        detail: { before: { name: row.name, slug: row.slug }, after: { name, slug } },
      });
      return { slug };
    }),
  );
}
