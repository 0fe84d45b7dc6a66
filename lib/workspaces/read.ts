import type { Ctx, WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectWorkspace, selectWorkspaces } from "@/lib/workspaces/store";

type Workspace = { id: string; name: string; slug: string; createdAt: Date };

/** The workspace of the context. Throws `not_found` when it has been deleted since. */
export async function getWorkspace(ctx: WorkspaceCtx): Promise<Workspace> {
  const row = await ctx.db.run((tx) => selectWorkspace(tx, ctx, ctx.workspaceId));
  if (!row) throw notFound("This workspace");
  return row;
}

type WorkspaceName = { id: string; name: string; slug: string; isSandbox: boolean };

/** Only what menus and searches show: a page in the frame must not pay for counts. */
export async function listWorkspaceNames(ctx: Ctx): Promise<WorkspaceName[]> {
  const rows = await ctx.db.run((tx) => selectWorkspaces(tx, ctx));
  return rows.map(({ id, name, slug, isSandbox }) => ({ id, name, slug, isSandbox }));
}
