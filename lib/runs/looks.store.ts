import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { runs } from "@/drizzle/schema";
import type { WorkspaceCtx } from "@/lib/context";
import type { Tx } from "@/lib/db/client";
import { inWorkspace } from "@/lib/db/scope";
import type { LookRef } from "@/lib/model/run-ref";
import { OPEN_STATES } from "@/lib/model/run-state";
import { auditRunStart } from "@/lib/runs/audit-start";
import type { Looked } from "@/lib/runs/look-at-server";
import { insertQueued } from "@/lib/runs/requests.store";
import { clear, raise } from "@/lib/syncs/conditions.store";
import { isSame } from "@/lib/syncs/seen-files";
import { lockSync, setSync } from "@/lib/syncs/store";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long a server may be out of reach before members are to know. */
const UNREACHABLE_MS = 24 * HOUR_MS;
/** More wrong sign-ins in an hour lock an account on many servers. */
const SIGN_IN_MS = HOUR_MS;
const SIGN_IN_CODES: readonly string[] = ["source_credentials", "source_host_key"];
/** A run that ended so has said nothing about the file, so that the same file is worth another run. */
const PASSING_CODES: readonly string[] = [
  "source_network",
  "source_unusable",
  "source_path",
  "file_changed",
  "file_waiting",
];

type SyncRow = NonNullable<Awaited<ReturnType<typeof lockSync>>>;

/** Whether a run of the sync waits or is at work that reads its files to apply them. */
export async function hasOpenRun(ctx: WorkspaceCtx, syncId: string): Promise<boolean> {
  const rows = await ctx.db.run((tx) =>
    tx
      .select({ id: runs.id })
      .from(runs)
      .where(and(ofSync(ctx, syncId), inArray(runs.state, [...OPEN_STATES])))
      .limit(1),
  );
  return rows.length > 0;
}

/**
 * Notes what a look has found, and when the next one is due; null: it was not necessary. Queues a run for files that are
 * new, and gives its id. Does nothing when the look was given up, or the sync has been paused or changed since.
 */
export async function endLook(
  ctx: WorkspaceCtx,
  { syncId, until }: LookRef,
  looked: Looked | null,
): Promise<string | null> {
  return ctx.db.run(async (tx) => {
    const row = await lockSync(tx, ctx, syncId);
    if (row?.lookAt?.toISOString() !== until || row.paused || row.scheduleKind !== "arrival") return null;
    const now = ctx.clock();
    const next = (ms: number) => new Date(now.getTime() + ms);
    const everyMs = row.lookMinutes * MINUTE_MS;
    if (!looked) {
      await setSync(tx, ctx, syncId, { lookAt: next(everyMs) });
      return null;
    }
    if (looked.failure) {
      const waitMs = SIGN_IN_CODES.includes(looked.failure.code) ? Math.max(everyMs, SIGN_IN_MS) : everyMs;
      const since = row.looksFailingSince ?? now;
      await setSync(tx, ctx, syncId, {
        ...{ lookAt: next(waitMs), lookedAt: now, lookFailure: looked.failure, looksFailingSince: since },
      });
      if (now.getTime() - since.getTime() >= UNREACHABLE_MS)
        await raise(tx, ctx, { syncId, kind: "unreachable", since });
      return null;
    }
    await setSync(tx, ctx, syncId, {
      ...{ lookAt: next(looked.isPlaced ? HOUR_MS : everyMs), lookedAt: now },
      ...{ lookFailure: null, looksFailingSince: null },
    });
    await clear(tx, ctx, { syncId, kind: "unreachable" });
    if (!(await isWorthARun(tx, ctx, row, looked))) return null;
    if (!looked.isPlaced) return queueFor(tx, ctx, row, looked.files);
    // Like any other arrival: more files may follow within the minute.
    await setSync(tx, ctx, syncId, {
      ...{ lookFile: looked.files, arrivedAt: row.arrivedAt ?? now, arrivingSince: row.arrivingSince ?? now },
    });
    return null;
  });
}

/** Files are worth one run, unless that one has failed for a reason that passes, and an hour ago. */
async function isWorthARun(
  tx: Tx,
  ctx: WorkspaceCtx,
  row: SyncRow,
  { files, isFirst }: Extract<Looked, { failure?: undefined }>,
): Promise<boolean> {
  if (!files && !isFirst) return false;
  if (files && isSame(files, row.lastFile)) return false;
  const [last] = await tx
    .select({ failure: runs.failure, finishedAt: runs.finishedAt, trigger: runs.trigger })
    .from(runs)
    .where(ofSync(ctx, row.id))
    .orderBy(desc(runs.createdAt))
    .limit(1);
  const isTaken = files ? isSame(files, row.lookFile) : last !== undefined;
  if (!isTaken) return true;
  const mayPass = last?.failure && PASSING_CODES.includes(last.failure.code);
  const endedAt = last?.finishedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return Boolean(mayPass) && ctx.clock().getTime() - endedAt >= HOUR_MS;
}

async function queueFor(
  tx: Tx,
  ctx: WorkspaceCtx,
  { id: syncId }: SyncRow,
  files: SyncRow["lookFile"],
): Promise<string | null> {
  const run = { syncId, trigger: "arrival", mode: "complete", intent: "apply", undoes: null } as const;
  const by = { uploadId: null, requestedBy: null, requestedByLabel: ctx.actor.label };
  const runId = await insertQueued(tx, ctx, { ...run, ...by });
  if (!runId) return null;
  await setSync(tx, ctx, syncId, { lookFile: files });
  await auditRunStart(tx, ctx, { ...run, runId });
  return runId;
}

const ofSync = (ctx: WorkspaceCtx, syncId: string) =>
  and(
    inWorkspace(runs, ctx),
    eq(runs.syncId, syncId),
    eq(runs.intent, "apply"),
    isNull(runs.uploadId),
    isNull(runs.undoes),
  );
