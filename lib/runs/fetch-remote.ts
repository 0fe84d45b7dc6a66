import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { WorkspaceCtx } from "@/lib/context";
import { env } from "@/lib/env";
import { AppError, isAppError } from "@/lib/errors";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";
import { hasReadPath, type SyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { walkFolder } from "@/lib/pipeline/source/check";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import type { SourceTarget } from "@/lib/pipeline/source/registry";
import type { Fetched, FetchOptions, SourceLimits } from "@/lib/pipeline/source/types";
import { resolveWithRow } from "@/lib/remote-sources/credentials";
import { pinHostKey } from "@/lib/remote-sources/host-keys";
import { hasJustWorked, noteRun } from "@/lib/remote-sources/note-run";
import type { RemoteSourceRow } from "@/lib/remote-sources/store";
import { type Chosen, type ChosenFiles, chooseFiles } from "@/lib/runs/choose-run-files";
import type { RunRow } from "@/lib/runs/store";
import { awaitCompanions, fetchChecked } from "@/lib/runs/whole-file";
import { scratchFile } from "@/lib/spool/scratch";

/** The server of a sync for one run, with its secret opened. */
export type Place = {
  target: SourceTarget;
  remoteSourceId: string;
  /** As it was when the place was opened. */
  row: RemoteSourceRow;
  walk: Walk;
  wait: Wait;
};
type Wait = { waitMs: number; signal: AbortSignal };

export type How = Pick<FetchOptions, "spoolFile" | "sizeBytesMax" | "onProgress" | "parts">;

/** Opens the place of a run's files and decides which of them it reads. Throws as `chooseFiles` and `walkFolder` do. */
export async function chooseRemoteFiles(
  ctx: WorkspaceCtx,
  { sync, run, signal }: { sync: SyncRow; run: Pick<RunRow, "askedPath">; signal: AbortSignal },
): Promise<ChosenFiles & { place: Place }> {
  const { path, managersPath, remoteSourceId } = sync;
  if (!remoteSourceId || !path) {
    throw new AppError("invalid_input", "This sync has no file to read.", {
      remedy: "Attach a Remote Source and a path to it, or upload a file.",
    });
  }
  const { target, row } = await resolveWithRow(ctx, remoteSourceId);
  const limits = operatorLimits();
  const walk: Walk = (folder, wanted) => walkFolder(target, folder, { ...wanted, signal, limits });
  const wait = { waitMs: waitMs(), signal };
  const place = { target, remoteSourceId, row, walk, wait };
  const paths = { users: path, managers: managersPath };
  const chosen = await noticing(ctx, remoteSourceId, () =>
    chooseFiles({ sync, askedPath: run.askedPath, now: ctx.clock(), walk, wait }, paths),
  );
  return { ...chosen, place };
}

/** Brings one of them here, as soon as what belongs to it is there, and held to its checksum. */
export async function fetchRemote(
  ctx: WorkspaceCtx,
  { sync, place }: { sync: SyncRow; place: Place },
  { chosen, ...how }: How & { chosen: Chosen },
): Promise<Fetched> {
  const { target, remoteSourceId, row, walk, wait } = place;
  const { path, settings, choice } = chosen;
  const since = ctx.clock();
  return noticing(ctx, remoteSourceId, async () => {
    await awaitCompanions({ path, settings, walk, wait });
    // What a pattern chose was seen a moment ago.
    const isKnown = choice !== undefined || sync.lastFile?.users.path === path;
    const hasWorked = isKnown || (await hasReadPath(ctx, sync.id, path));
    const options = { signal: wait.signal, limits: { ...operatorLimits(), waitMs: wait.waitMs } };
    const whole = () => fetchFile({ ...target, path }, { ...options, ...how, hasWorked });
    const small = async (beside: string, sizeBytesMax: number) =>
      fetchFile(
        { ...target, path: beside },
        {
          ...options,
          sizeBytesMax,
          hasWorked: true,
          spoolFile: await scratchFile("checksum"),
          onProgress: () => {},
        },
      );
    const fetched = settings.hasChecksum ? await fetchChecked(path, whole, small, wait) : await whole();
    const { hostKey } = fetched;
    const isPinned = row.hostKey?.blob === hostKey?.blob && row.hostKeySeen === null;
    if (hostKey && !isPinned) await pinHostKey(ctx, { id: remoteSourceId, hostKey });
    if (!hasJustWorked(row.lastCheck, ctx.clock()))
      await noteRun(ctx, { id: remoteSourceId, since, error: null });
    return choice ? { ...fetched, identity: { ...fetched.identity, choice } } : fetched;
  });
}

/**
 * Keeps what was learned of the connection: whether it works, as a check would have said, and a changed key beside the
 * pinned one, for an admin to compare and approve. The source room always sends it along.
 */
async function noticing<T>(ctx: WorkspaceCtx, id: string, work: () => Promise<T>): Promise<T> {
  const since = ctx.clock();
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) await noteRun(ctx, { id, since, error });
    const changed = isAppError(error) && error.code === "source_host_key" ? error.meta.seen : null;
    if (changed) await pinHostKey(ctx, { id, hostKey: changed as HostKey });
    throw error;
  }
}

function operatorLimits(): Partial<SourceLimits> {
  const { DOWNLOAD_MINUTES_MAX, DOWNLOAD_BYTES_PER_SECOND_MIN } = env();
  return { deadlineMs: DOWNLOAD_MINUTES_MAX * 60_000, bytesPerSecondMin: DOWNLOAD_BYTES_PER_SECOND_MIN };
}

function waitMs(): number {
  return env().FILE_WAIT_SECONDS * 1000;
}
