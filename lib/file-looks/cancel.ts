import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { selectLook, setCancelled } from "@/lib/file-looks/file-looks.store";

/** Stops the reading of a file. One that is over already stays what it is. Throws `not_found`. */
export async function cancelFileLook(ctx: WorkspaceCtx, { lookId }: { lookId: string }): Promise<void> {
  await ctx.db.run(async (tx) => {
    if (!(await selectLook(tx, ctx, lookId))) throw notFound("This look at the file");
    await setCancelled(tx, ctx, lookId);
  });
}
