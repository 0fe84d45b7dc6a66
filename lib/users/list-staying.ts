import type { WorkspaceCtx } from "@/lib/context";
import { selectStaying } from "@/lib/users/staying.store";
import type { Staying } from "@/lib/users/views";

/** Authors and admins of a run's sync who are not in its file and stay because of their role; none for an older run. */
export async function listStayingUsers(ctx: WorkspaceCtx, { runId }: { runId: string }): Promise<Staying[]> {
  return ctx.db.run((tx) => selectStaying(tx, ctx, { runId }));
}
