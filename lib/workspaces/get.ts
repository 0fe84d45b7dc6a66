import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectWorkspace } from "@/lib/workspaces/store";

type Workspace = { id: string; name: string; slug: string; createdAt: Date };

/** The workspace of the context. Throws `not_found` when it has been deleted since. */
export async function getWorkspace(ctx: WorkspaceCtx): Promise<Workspace> {
  const row = await ctx.db.run((tx) => selectWorkspace(tx, ctx, ctx.workspaceId));
  if (!row) throw notFound("This workspace");
  return row;
}
