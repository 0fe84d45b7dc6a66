import type { Ctx } from "@/lib/context";
import { selectWorkspaces } from "@/lib/workspaces/store";

type WorkspaceName = { id: string; name: string; slug: string };

/** Only what menus and searches show: a page in the frame must not pay for counts. */
export async function listWorkspaceNames(ctx: Ctx): Promise<WorkspaceName[]> {
  const rows = await ctx.db.run((tx) => selectWorkspaces(tx, ctx));
  return rows.map(({ id, name, slug }) => ({ id, name, slug }));
}
