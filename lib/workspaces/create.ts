import { writeAudit } from "@/lib/audit/write-audit";
import type { Ctx } from "@/lib/context";
import { refuseTakenSlug } from "@/lib/workspaces/conflict";
import type { NewWorkspace } from "@/lib/workspaces/schema";
import { insertWorkspace } from "@/lib/workspaces/store";

/** A new, empty workspace. Throws `conflict` when the organization has one at this address. */
export async function createWorkspace(
  ctx: Ctx,
  { name, slug }: NewWorkspace,
): Promise<{ id: string; slug: string }> {
  return refuseTakenSlug(slug, () =>
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
