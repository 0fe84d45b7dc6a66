import type { HostKey } from "@/drizzle/schema/remote-sources";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, isAppError } from "@/lib/errors";
import type { ReadSettings } from "@/lib/model/file";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { getUploadRow, hasReadPath, type SyncRow } from "@/lib/pipeline/persistence/inputs.store";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import type { FetchTarget } from "@/lib/pipeline/source/registry";
import { outOfTime } from "@/lib/pipeline/source/transfer-errors";
import type { Fetched, FetchOptions, SourceLimits } from "@/lib/pipeline/source/types";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { pinHostKey } from "@/lib/remote-sources/host-keys";
import type { RunFiles } from "@/lib/runs/run-files";
import type { RunRow } from "@/lib/runs/store";
import { managersSpoolFile, runSpoolFile, uploadSpoolFile } from "@/lib/spool";

type Input = { run: RunRow; sync: SyncRow; inputs: PlanInputs; beat: Heartbeat };

/** `signal` ends it with the run, or when the operator's limit for both files together is up. */
type Download = Input & { signal: AbortSignal };

/**
 * Brings the run's files to this machine, whole, before anything is read. A server's key is pinned at the first
 * connection that works.
 */
export async function fetchRunFiles(ctx: WorkspaceCtx, input: Input): Promise<RunFiles> {
  const limitMs = env().DOWNLOAD_MINUTES_MAX * 60_000;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(outOfTime(limitMs)), limitMs);
  const signal = AbortSignal.any([input.beat.signal, late.signal]);
  return fetchBoth(ctx, { ...input, signal }).finally(() => clearTimeout(timer));
}

async function fetchBoth(ctx: WorkspaceCtx, input: Download): Promise<RunFiles> {
  const { run, sync, inputs, beat } = input;
  const users = await fetchOne(ctx, input, {
    target: await targetOf(ctx, sync, { uploadId: run.uploadId, path: sync.path }),
    spoolFile: await runSpoolFile(run.id),
    sizeBytesMax: inputs.read.sizeBytesMax,
    onProgress: (progress) => Object.assign(beat.at, progress),
  });
  const done = users.identity.sizeBytes;
  try {
    const managers = inputs.managersRead && (await fetchManagers(ctx, input, inputs.managersRead, done));
    checkpoint("after-download");
    return { users, managers };
  } catch (error) {
    await users.dispose();
    throw error;
  }
}

/** Over a connection of its own; its progress continues where the first file's stopped. */
async function fetchManagers(
  ctx: WorkspaceCtx,
  input: Download,
  { sizeBytesMax }: ReadSettings,
  done: number,
): Promise<Fetched> {
  const { run, sync, beat } = input;
  return fetchOne(ctx, input, {
    target: await targetOf(ctx, sync, { uploadId: run.managersUploadId, path: sync.managersPath }),
    spoolFile: await managersSpoolFile(run.id),
    sizeBytesMax,
    onProgress: ({ bytesDone, bytesTotal }) =>
      Object.assign(beat.at, {
        bytesDone: done + bytesDone,
        bytesTotal: bytesTotal === null ? null : done + bytesTotal,
      }),
  });
}

type One = Pick<FetchOptions, "spoolFile" | "sizeBytesMax" | "onProgress"> & { target: FetchTarget };

async function fetchOne(
  ctx: WorkspaceCtx,
  { sync, signal }: Download,
  { target, ...options }: One,
): Promise<Fetched> {
  const id = sync.remoteSourceId;
  try {
    const hasWorked = target.kind !== "spooled" && (await hasReadPath(ctx, sync.id, target.path));
    const fetched = await fetchFile(target, { ...options, hasWorked, signal, limits: operatorLimits() });
    if (id && fetched.hostKey) await pinHostKey(ctx, { id, hostKey: fetched.hostKey });
    return fetched;
  } catch (error) {
    // Shown beside the pinned one, for an admin to compare and approve. The source room always sends it along.
    const changed = isAppError(error) && error.code === "source_host_key" ? error.meta.seen : null;
    if (id && changed) await pinHostKey(ctx, { id, hostKey: changed as HostKey });
    throw error;
  }
}

function operatorLimits(): Partial<SourceLimits> {
  const { DOWNLOAD_MINUTES_MAX, DOWNLOAD_BYTES_PER_SECOND_MIN } = env();
  return { deadlineMs: DOWNLOAD_MINUTES_MAX * 60_000, bytesPerSecondMin: DOWNLOAD_BYTES_PER_SECOND_MIN };
}

type Place = { uploadId: string | null; path: string | null };

async function targetOf(ctx: WorkspaceCtx, sync: SyncRow, { uploadId, path }: Place): Promise<FetchTarget> {
  if (uploadId) {
    const upload = await getUploadRow(ctx, uploadId);
    return {
      kind: "spooled",
      file: await uploadSpoolFile(upload.id),
      name: upload.fileName,
      modifiedAt: upload.createdAt,
    };
  }
  if (!sync.remoteSourceId || !path) {
    throw new AppError("invalid_input", "This sync has no file to read.", {
      remedy: "Attach a Remote Source and a path to it, or upload a file.",
    });
  }
  return { ...(await resolveRemoteSource(ctx, sync.remoteSourceId)), path };
}
