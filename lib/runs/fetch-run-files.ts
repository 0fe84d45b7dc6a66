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
import { noSuchFile } from "@/lib/pipeline/source/file-errors";
import type { SourceTarget } from "@/lib/pipeline/source/registry";
import { outOfTime } from "@/lib/pipeline/source/transfer-errors";
import type { Fetched, FetchOptions, SourceLimits } from "@/lib/pipeline/source/types";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { pinHostKey } from "@/lib/remote-sources/host-keys";
import { type SpooledFile, type SpooledFiles, scratchNames } from "@/lib/runs/run-files";
import type { RunRow } from "@/lib/runs/store";
import { managersKey, runKey, type SpoolKey, uploadKey } from "@/lib/spool/keys";
import { scratchFile } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";

type Input = { run: RunRow; sync: SyncRow; inputs: PlanInputs; beat: Heartbeat };

/** `signal` ends it with the run, or when the operator's limit for both files together is up. */
type Download = Input & { signal: AbortSignal };

/**
 * Brings the run's files into the spool, whole, before anything is read. A server's key is pinned at the first
 * connection that works.
 */
export async function fetchRunFiles(ctx: WorkspaceCtx, input: Input): Promise<SpooledFiles> {
  const limitMs = env().DOWNLOAD_MINUTES_MAX * 60_000;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(outOfTime(limitMs)), limitMs);
  const signal = AbortSignal.any([input.beat.signal, late.signal]);
  return fetchBoth(ctx, { ...input, signal }).finally(() => clearTimeout(timer));
}

async function fetchBoth(ctx: WorkspaceCtx, input: Download): Promise<SpooledFiles> {
  const { run, sync, inputs, beat } = input;
  const users = await fetchOne(ctx, input, {
    place: { uploadId: run.uploadId, path: sync.path },
    key: runKey(run.id),
    spoolFile: await scratchFile(scratchNames(run.id).users),
    sizeBytesMax: inputs.read.sizeBytesMax,
    onProgress: (progress) => Object.assign(beat.at, progress),
  });
  const done = users.identity.sizeBytes;
  const managers = inputs.managersRead && (await fetchManagers(ctx, input, inputs.managersRead, done));
  checkpoint("after-download");
  return { users, managers };
}

/** Over a connection of its own; its progress continues where the first file's stopped. */
async function fetchManagers(
  ctx: WorkspaceCtx,
  input: Download,
  { sizeBytesMax }: ReadSettings,
  done: number,
): Promise<SpooledFile> {
  const { run, sync, beat } = input;
  return fetchOne(ctx, input, {
    place: { uploadId: run.managersUploadId, path: sync.managersPath },
    key: managersKey(run.id),
    spoolFile: await scratchFile(scratchNames(run.id).managers),
    sizeBytesMax,
    onProgress: ({ bytesDone, bytesTotal }) =>
      Object.assign(beat.at, {
        bytesDone: done + bytesDone,
        bytesTotal: bytesTotal === null ? null : done + bytesTotal,
      }),
  });
}

type Place = { uploadId: string | null; path: string | null };

type How = Pick<FetchOptions, "spoolFile" | "sizeBytesMax" | "onProgress">;

/** `key`: where in the spool it is kept until the run is over, unless it is an upload, which is there already. */
type One = How & { place: Place; key: SpoolKey };

async function fetchOne(
  ctx: WorkspaceCtx,
  input: Download,
  { place, key, ...how }: One,
): Promise<SpooledFile> {
  if (place.uploadId) return fetchUpload(ctx, input, { uploadId: place.uploadId, ...how });
  const target = await targetOf(ctx, input.sync, place.path);
  const { identity, file, dispose } = await fetchRemote(ctx, input, { target, ...how });
  try {
    await spool().adopt(key, file);
    return { identity, key };
  } finally {
    await dispose();
  }
}

/** It stays where it is. What it is was noted when it came in; that it still is so is made sure. */
async function fetchUpload(
  ctx: WorkspaceCtx,
  { signal }: Download,
  { uploadId, ...how }: How & { uploadId: string },
): Promise<SpooledFile> {
  const { id, fileName: name, createdAt: modifiedAt } = await getUploadRow(ctx, uploadId);
  const key = uploadKey(id);
  const { file, release } = await spool()
    .local(key)
    .catch((cause: unknown) => {
      throw isAppError(cause) && cause.code === "not_found" ? noSuchFile(name, cause) : cause;
    });
  const { identity } = await fetchFile(
    { kind: "spooled", file, name, modifiedAt },
    { ...how, signal },
  ).finally(release);
  return { identity, key };
}

async function fetchRemote(
  ctx: WorkspaceCtx,
  { sync, signal }: Download,
  { target, ...options }: How & { target: SourceTarget & { path: string } },
): Promise<Fetched> {
  const id = sync.remoteSourceId;
  try {
    const hasWorked = await hasReadPath(ctx, sync.id, target.path);
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

async function targetOf(
  ctx: WorkspaceCtx,
  sync: SyncRow,
  path: string | null,
): Promise<SourceTarget & { path: string }> {
  if (!sync.remoteSourceId || !path) {
    throw new AppError("invalid_input", "This sync has no file to read.", {
      remedy: "Attach a Remote Source and a path to it, or upload a file.",
    });
  }
  return { ...(await resolveRemoteSource(ctx, sync.remoteSourceId)), path };
}
