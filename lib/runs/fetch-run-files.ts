import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, isAppError } from "@/lib/errors";
import { inManagersFile } from "@/lib/pipeline/blocked";
import type { Heartbeat } from "@/lib/pipeline/heartbeat";
import { getUploadRow, type SyncRow } from "@/lib/pipeline/persistence/inputs.store";
import type { PlanInputs } from "@/lib/pipeline/plan-key";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import { noSuchFile } from "@/lib/pipeline/source/file-errors";
import { outOfTime } from "@/lib/pipeline/source/transfer-errors";
import { openPgpKeys } from "@/lib/remote-sources/pgp/resolve-keys";
import { clearArrival } from "@/lib/runs/arrivals.store";
import type { Chosen } from "@/lib/runs/choose-run-files";
import { chooseRemoteFiles, fetchRemote, type How, type Place } from "@/lib/runs/fetch-remote";
import { type SpooledFile, type SpooledFiles, scratchNames } from "@/lib/runs/run-files";
import type { RunRow } from "@/lib/runs/store";
import { rememberTaken } from "@/lib/runs/taken.store";
import { identityOfUpload, unpackFetched } from "@/lib/runs/unpack-fetched";
import { managersKey, runKey, type SpoolKey, uploadKey } from "@/lib/spool/keys";
import { scratchFile } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";
import { noteFiles } from "@/lib/syncs/note-files";
import { traced } from "@/lib/traces/trace";

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
  return noting(ctx, input, () => fetchBoth(ctx, { ...input, signal })).finally(() => clearTimeout(timer));
}

/** Keeps what a sync knows of its own files: that those that arrived are being read, and when a new one came last. */
async function noting(
  ctx: WorkspaceCtx,
  { run, sync }: Input,
  fetch: () => Promise<SpooledFiles>,
): Promise<SpooledFiles> {
  // A preview applies nothing, so that the files still wait for their run.
  if (run.intent !== "apply" || run.uploadId || sync.sourceKind !== "remote") return fetch();
  const isAsked = run.askedPath !== null;
  if (!isAsked && sync.arrivedAt !== null) await clearArrival(ctx, sync.id);
  const files = await fetch();
  const managers = files.managers?.identity ?? null;
  await noteFiles(ctx, sync.id, { users: files.users.identity, managers, isAsked });
  return files;
}

async function fetchBoth(ctx: WorkspaceCtx, input: Download): Promise<SpooledFiles> {
  const { run, sync, inputs, beat } = input;
  const chosen = run.uploadId ? null : await traced("choose file", () => chooseRemoteFiles(ctx, input));
  const place = chosen?.place ?? null;
  const users = await fetchOne(ctx, input, {
    from: { uploadId: run.uploadId, chosen: chosen?.users ?? null, place },
    key: runKey(run.id),
    spoolFile: await scratchFile(scratchNames(run.id).users),
    sizeBytesMax: inputs.read.sizeBytesMax,
    onProgress: (progress) => Object.assign(beat.at, progress),
  });
  const done = users.identity.sizeBytes;
  const managers =
    inputs.managersRead &&
    (await fetchOne(ctx, input, {
      from: { uploadId: run.managersUploadId, chosen: chosen?.managers ?? null, place },
      key: managersKey(run.id),
      spoolFile: await scratchFile(scratchNames(run.id).managers),
      sizeBytesMax: inputs.managersRead.sizeBytesMax,
      // Over a connection of its own; its progress continues where the first file's stopped.
      onProgress: ({ bytesDone, bytesTotal }) =>
        Object.assign(beat.at, {
          bytesDone: done + bytesDone,
          bytesTotal: bytesTotal === null ? null : done + bytesTotal,
        }),
    }));
  if (chosen) await rememberTaken(ctx, sync.id, chosen);
  checkpoint("after-download");
  return { users, managers };
}

/** An upload, or a file of the sync's place. */
type From = { uploadId: string | null; chosen: Chosen | null; place: Place | null };

/** `key`: where in the spool it is kept until the run is over, unless it is an upload, which is there already. */
type One = How & { from: From; key: SpoolKey };

async function fetchOne(
  ctx: WorkspaceCtx,
  input: Download,
  { from: { uploadId, chosen, place }, key, ...how }: One,
): Promise<SpooledFile> {
  if (uploadId) return fetchUpload(ctx, input, { uploadId, ...how });
  if (!chosen || !place) throw new AppError("invalid_input", "This sync has no file to read.");
  const from = { sync: input.sync, place };
  const fetched = await traced("download", () => fetchRemote(ctx, from, { chosen, ...how }));
  const { identity, file, dispose } = await traced("unpack", async () =>
    unpackFetched(fetched, {
      into: how.spoolFile,
      pgp: await openPgpKeys(place.row, ctx.clock()),
      settings: chosen.settings,
      sizeBytesMax: how.sizeBytesMax,
      signal: input.signal,
    }),
  ).catch((error: unknown) => {
    throw key === managersKey(input.run.id) ? inManagersFile(error) : error;
  });
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
  const { id, fileName: name, createdAt: modifiedAt, ...upload } = await getUploadRow(ctx, uploadId);
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
  return { identity: identityOfUpload(identity, upload), key };
}
