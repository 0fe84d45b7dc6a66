import { createHash } from "node:crypto";
import type { WorkspaceCtx } from "@/lib/context";
import { joined } from "@/lib/db/tenant";
import { selectPresent } from "@/lib/drops/files.store";
import { placeFile, storeText } from "@/lib/drops/place-file";
import { removeBytes } from "@/lib/drops/remove-bytes";
import { notFound } from "@/lib/errors";
import { sendRunRequested } from "@/lib/jobs/send";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";
import { nextSampleFile, SAMPLE_FILE, sampleFile } from "@/lib/sample-data/nights";
import { queueRun } from "@/lib/sandbox/queue-run";
import { findOwnSync } from "@/lib/sandbox/sandbox.store";

/**
 * Places the file of the next night, or after it that of the first one again, in the sandbox's drop and queues its run, whose plan then is pending approval. Throws
 * `not_found` outside of a sandbox or once its sync was detached, `conflict`, `throttled`.
 */
export async function sendNextFile(ctx: WorkspaceCtx): Promise<{ runId: string }> {
  await consumeRateLimit(ctx, "sandbox", ctx.orgId);
  const stored = await storeText(await otherFile(ctx));
  try {
    const ref = await ctx.db.run(async (tx) => {
      const ws = { ...ctx, db: joined(tx) };
      const own = await findOwnSync(tx, ws);
      if (!own) throw notFound("The sandbox's sync");
      await placeFile(tx, ws, { sourceId: own.sourceId, path: SAMPLE_FILE, stored });
      return { syncId: own.syncId, runId: await queueRun(tx, ws, own.syncId) };
    });
    await sendRunRequested({ orgId: ctx.orgId, workspaceId: ctx.workspaceId, ...ref }, 0);
    return { runId: ref.runId };
  } catch (error) {
    await removeBytes([stored.id]);
    throw error;
  }
}

/** The sample file that is not in the drop: of two the other, so that each sending changes something. */
async function otherFile(ctx: WorkspaceCtx): Promise<string> {
  const next = nextSampleFile();
  const there = await ctx.db.run(async (tx) => {
    const own = await findOwnSync(tx, ctx);
    return own && selectPresent(tx, { orgId: ctx.orgId, sourceId: own.sourceId }, SAMPLE_FILE);
  });
  return there?.sha256 === createHash("sha256").update(next).digest("hex") ? sampleFile() : next;
}
