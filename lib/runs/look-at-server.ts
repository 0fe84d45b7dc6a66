import type { WorkspaceCtx } from "@/lib/context";
import { isAppError } from "@/lib/errors";
import type { LookFailure, SeenFiles } from "@/lib/model/schedule";
import { lookForFiles } from "@/lib/pipeline/choose/look";
import { getSyncRow } from "@/lib/pipeline/persistence/inputs.store";
import { walkFolder } from "@/lib/pipeline/source/check";
import { hostKeyOf } from "@/lib/pipeline/source/types";
import { resolveRemoteSource } from "@/lib/remote-sources/credentials";
import { pinHostKey } from "@/lib/remote-sources/host-keys";

/** Connecting, signing in and listing: much longer than a server takes that works. */
const LOOK_MS = 2 * 60_000;

/**
 * `files`: null while there are none. `isFirst`: nobody has connected yet, which a run does that keeps the server's key.
 * `isPlaced`: they are placed with us, who note each arrival, so that a look is only there for what was before the sync.
 */
export type Looked =
  | { files: SeenFiles | null; isFirst?: boolean; isPlaced?: boolean; failure?: undefined }
  | { failure: LookFailure };

/** The files of a sync as its server lists them now. Throws only what is not about the server. */
export async function lookAtServer(ctx: WorkspaceCtx, syncId: string): Promise<Looked | null> {
  const {
    remoteSourceId,
    path,
    managersPath,
    timeZone,
    fileSettings: settings,
  } = await getSyncRow(ctx, syncId);
  if (!remoteSourceId || !path) return null;
  const signal = AbortSignal.timeout(LOOK_MS);
  try {
    const target = await resolveRemoteSource(ctx, remoteSourceId);
    // A listing can't keep the key that the server shows, so a password would go to any server in its place.
    if (target.kind === "sftp" && target.hostKey === null) return { files: null, isFirst: true };
    const files = await lookForFiles({
      ...{ path, managersPath, timeZone, settings },
      now: ctx.clock(),
      walk: (folder, wanted) => walkFolder(target, folder, { ...wanted, signal }),
    });
    return { files, isPlaced: target.kind === "drop" };
  } catch (error) {
    if (signal.aborted) return { failure: TOO_SLOW };
    if (!isAppError(error)) throw error;
    const hostKey = hostKeyOf(error);
    // Beside the one that is kept, for an admin to compare and approve.
    if (hostKey) await pinHostKey(ctx, { id: remoteSourceId, hostKey });
    const { code, message, remedy = null } = error;
    return { failure: { code, message, remedy } };
  }
}

const TOO_SLOW: LookFailure = {
  code: "source_unusable",
  message: "Connection error: The server took longer than two minutes to list the folder",
  remedy: "Ask the server's operator why listing the folder takes so long.",
};
