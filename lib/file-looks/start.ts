import { randomUUID } from "node:crypto";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { replaceLook, selectLookOfSync } from "@/lib/file-looks/file-looks.store";
import { asShown, lookedForOf } from "@/lib/file-looks/looked-for";
import type { StartFileLook } from "@/lib/file-looks/schema";
import { sendFileLookRequested } from "@/lib/jobs/send";
import { lockSync } from "@/lib/syncs/store";

/** How long what a file had may be taken for what it has. */
const FRESH_MS = 24 * 3_600_000;

/**
 * Has the file of a sync read to its end in the background, to propose what its columns fill; nothing is synced. Gives the
 * look that is under way or has just ended, unless it is to be read again. Throws `not_found`, and `conflict` for a sync without a
 * Remote Source.
 */
export async function startFileLook(
  ctx: WorkspaceCtx,
  { syncId, again = false }: StartFileLook,
): Promise<{ lookId: string }> {
  const now = ctx.clock();
  const { lookId, isNew } = await ctx.db.run(async (tx) => {
    const sync = await lockSync(tx, ctx, syncId);
    if (!sync) throw notFound("This sync");
    if (!sync.remoteSourceId || !sync.path) throw noRemoteFile();
    const row = await selectLookOfSync(tx, ctx, syncId);
    const lookedFor = lookedForOf(sync);
    if (row && row.lookedFor === lookedFor) {
      const { state } = asShown(row, now);
      const isOpen = state === "queued" || state === "running";
      const isFresh = state === "done" && now.getTime() - row.createdAt.getTime() < FRESH_MS;
      if (isOpen || (isFresh && !again)) return { lookId: row.id, isNew: false };
    }
    const id = randomUUID();
    const requestedBy = ctx.actor.label;
    await replaceLook(tx, ctx, { id, syncId, lookedFor, requestedBy, createdAt: now });
    return { lookId: id, isNew: true };
  });
  if (isNew) await sendFileLookRequested({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, lookId });
  return { lookId };
}

function noRemoteFile(): AppError {
  return new AppError("conflict", "This sync has no Remote Source to read a file from.", {
    remedy: "Upload a file instead.",
  });
}
