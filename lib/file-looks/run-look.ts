import type { FileLookFailure } from "@/drizzle/schema/file-looks";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import { setStopped, takeLook, writeLook } from "@/lib/file-looks/file-looks.store";
import { startBeating } from "@/lib/file-looks/heartbeat";
import { lookAtFile, scratchName } from "@/lib/file-looks/look-at-file";
import { STOPPED } from "@/lib/file-looks/looked-for";
import { SAMPLE_PLAN, type SamplePlan } from "@/lib/file-looks/sample-plan";
import type { FileLookRef } from "@/lib/model/run-ref";
import { type JobDeps, jobDeps, openSystem } from "@/lib/runs/open-run";
import { clearScratch } from "@/lib/spool/scratch";

/**
 * Reads the file of a sync and keeps what its columns have. May be called again at any time: it begins anew, and who was
 * overtaken writes nothing. A file that can't be read is a result.
 */
export async function runFileLook(
  ref: FileLookRef,
  deps: JobDeps = jobDeps(),
  plan: SamplePlan = SAMPLE_PLAN,
): Promise<{ done: boolean }> {
  const ctx = openSystem(ref, deps);
  const { lookId } = ref;
  const taken = await ctx.db.run((tx) => takeLook(tx, ctx, lookId));
  if (!taken) {
    // Over or replaced: what a process that died has left of it is nobody's.
    await clearScratch(scratchName(lookId));
    return { done: false };
  }
  const lease = { lookId, fence: taken.fence };
  const beating = startBeating(ctx, lease);
  try {
    const found = await lookAtFile(ctx, { lookId, syncId: taken.syncId, beating, plan });
    await beating.stop();
    checkpoint("look-read");
    const end = { state: "done", found, progress: beating.at, finishedAt: ctx.clock() } as const;
    const done = await ctx.db.run((tx) => writeLook(tx, ctx, lease, end));
    ctx.log.info("file_look.done", { lookId, rows: found.rows, columns: found.columns.length });
    return { done };
  } catch (error) {
    await beating.stop();
    if (!beating.signal.aborted) await fail(ctx, lease, error);
    return { done: false };
  } finally {
    await beating.stop();
    await clearScratch(scratchName(lookId));
  }
}

/** Ends a look whose process died at every attempt, and removes what they have left. */
export async function giveUpFileLook(ref: FileLookRef, deps: JobDeps = jobDeps()): Promise<void> {
  const ctx = openSystem(ref, deps);
  const { lookId } = ref;
  await ctx.db.run((tx) => setStopped(tx, ctx, lookId, STOPPED));
  await clearScratch(scratchName(lookId));
}

async function fail(
  ctx: WorkspaceCtx,
  lease: { lookId: string; fence: number },
  error: unknown,
): Promise<void> {
  if (!isAppError(error)) ctx.log.error("file_look.failed", { lookId: lease.lookId }, error);
  const failure: FileLookFailure = isAppError(error)
    ? { code: error.code, message: error.message, remedy: error.remedy ?? null }
    : { code: "internal", message: "Something went wrong on our side.", remedy: "Start it again." };
  const end = { state: "failed", failure, finishedAt: ctx.clock() } as const;
  await ctx.db.run((tx) => writeLook(tx, ctx, lease, end));
}
