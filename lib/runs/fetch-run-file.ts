import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError, isAppError } from "@/lib/errors";
import { pinHostKey } from "@/lib/remote-sources/pin-host-key";
import { resolveRemoteSource } from "@/lib/remote-sources/resolve";
import type { Heartbeat } from "@/lib/runs/heartbeat";
import type { RunRow } from "@/lib/runs/store";
import { runSpoolFile, uploadSpoolFile } from "@/lib/spool";
import { getUploadRow, type SyncRow } from "@/lib/sync/inputs/store";
import type { PlanInputs } from "@/lib/sync/plan-key";
import { fetchFile } from "@/lib/sync/source/fetch-file";
import type { Fetched, FetchTarget } from "@/lib/sync/source/types";

type Order = { run: RunRow; sync: SyncRow; inputs: PlanInputs; beat: Heartbeat };

/** Brings the run's file to this machine, whole. A server's key is pinned at the first connection that works. */
export async function fetchRunFile(ctx: WorkspaceCtx, { run, sync, inputs, beat }: Order): Promise<Fetched> {
  const target = await targetOf(ctx, run, sync);
  const options = {
    spoolFile: await runSpoolFile(run.id),
    sizeBytesMax: inputs.read.sizeBytesMax,
    signal: beat.signal,
    onProgress: (progress: Heartbeat["at"]) => Object.assign(beat.at, progress),
  };
  const id = sync.remoteSourceId;
  try {
    const fetched = await fetchFile(target, options);
    if (id && fetched.hostKey) await pinHostKey(ctx, { id, hostKey: fetched.hostKey });
    return fetched;
  } catch (error) {
    // Shown beside the pinned one, for an admin to compare and approve. The source room always sends it along.
    const changed = isAppError(error) && error.code === "source_host_key" ? error.meta.seen : null;
    if (id && changed) await pinHostKey(ctx, { id, hostKey: changed as HostKey });
    throw error;
  }
}

async function targetOf(ctx: WorkspaceCtx, run: RunRow, sync: SyncRow): Promise<FetchTarget> {
  if (run.uploadId) {
    const upload = await getUploadRow(ctx, run.uploadId);
    return {
      kind: "spooled",
      file: await uploadSpoolFile(upload.id),
      name: upload.fileName,
      modifiedAt: upload.createdAt,
    };
  }
  if (!sync.remoteSourceId || !sync.path) {
    throw new AppError("invalid_input", "This sync has no file to read.", {
      remedy: "Attach a Remote Source and a path to it, or upload a file.",
    });
  }
  return { ...(await resolveRemoteSource(ctx, sync.remoteSourceId)), path: sync.path };
}
