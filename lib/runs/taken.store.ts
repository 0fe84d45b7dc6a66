import { syncs } from "@/drizzle/schema";
import type { SyncTaken, Taken } from "@/drizzle/schema/syncs";
import type { WorkspaceCtx } from "@/lib/context";
import { byId } from "@/lib/db/scope";
import { newestFirst } from "@/lib/pipeline/choose/candidates";
import type { Chosen, ChosenFiles } from "@/lib/runs/choose-run-files";

/** Keeps which files a run has read by a pattern, so that no older one follows. */
export async function rememberTaken(
  ctx: WorkspaceCtx,
  syncId: string,
  { users, managers }: ChosenFiles,
): Promise<void> {
  if (!users.taken && !managers?.taken) return;
  await ctx.db.run(async (tx) => {
    const [row] = await tx
      .select({ taken: syncs.taken })
      .from(syncs)
      .where(byId(syncs, ctx, syncId))
      .for("update");
    if (!row) return;
    const taken: SyncTaken = { ...row.taken };
    if (users.taken) taken.users = after(taken.users, users, users.taken);
    if (managers?.taken) taken.managers = after(taken.managers, managers, managers.taken);
    await tx
      .update(syncs)
      .set({ taken })
      .where(byId(syncs, ctx, syncId));
  });
}

/** What a person asked for does not become the last one when it is older: that one is then passed over. */
function after(last: Taken | undefined, { choice }: Chosen, now: Taken): Taken {
  if (!last || last.pattern !== now.pattern || !choice?.isAsked) return now;
  if (now.path === last.path) return now;
  return newestFirst(now, last) < 0 ? now : { ...last, isPassed: true };
}
