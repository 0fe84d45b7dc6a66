import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { canRunAgain, getRepairable } from "@/lib/runs/repairs/repairable";
import { selectTakeable, type Takeable } from "@/lib/runs/repairs/take-over.store";
import type { TakeOver } from "@/lib/runs/schema";
import { previewSync } from "@/lib/runs/sync-now";
import type { RunDetail } from "@/lib/runs/views/types";
import { writeMapping } from "@/lib/syncs/versions/write";

/** As many as a run keeps issues of. */
const USERS_MAX = 10_000;

/** Users added manually whose rows a run skipped, and whom its sync could take over. */
export async function listTakeable(ctx: WorkspaceCtx, { id, sync }: RunDetail): Promise<Takeable[]> {
  return ctx.db.run((tx) => selectTakeable(tx, ctx, { runId: id, syncId: sync.id, most: USERS_MAX }));
}

/**
 * Lets a sync take over users added manually that a run met in its file (`userIds` null: all of them), and asks for a
 * preview. It holds for each user as they are now: once someone changes them, it has to be said again. Throws
 * `not_found`; `conflict` when it is not the last run, or none of these users can be taken over any more.
 */
export async function takeOverUsers(
  ctx: WorkspaceCtx,
  { runId, userIds }: TakeOver,
): Promise<{ users: number; runId: string | null }> {
  const run = await getRepairable(ctx, { runId });
  const wanted = userIds && new Set(userIds);
  const users = (await listTakeable(ctx, run)).filter(({ userId }) => !wanted || wanted.has(userId));
  if (users.length === 0) throw nobodyLeft();
  const takesOver = Object.fromEntries(users.map(({ userId, version }) => [`${userId}`, version]));
  await ctx.db.run((tx) =>
    writeMapping(tx, ctx, {
      syncId: run.sync.id,
      change: (was) => {
        const all = { ...was.takesOver, ...takesOver };
        return { ...was, takesOver: Object.keys(all).length > USERS_MAX ? takesOver : all };
      },
    }),
  );
  const asked = canRunAgain(run) ? await previewSync(ctx, run.sync.id) : null;
  return { users: users.length, runId: asked?.runId ?? null };
}

function nobodyLeft(): AppError {
  return new AppError(
    "conflict",
    "These users can't be connected to the sync any more, so nothing was changed.",
    {
      remedy: "Reload the page to see who is left.",
    },
  );
}
