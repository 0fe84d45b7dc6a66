import { posix } from "node:path";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import { stopped } from "@/lib/egress/within";
import { emptyFile, isFolder } from "@/lib/sync/source/file-errors";
import { checkFilePath } from "@/lib/sync/source/remote-path";
import { openSession, type Step } from "@/lib/sync/source/sftp/open-session";
import { readPipelined } from "@/lib/sync/source/sftp/read-pipelined";
import {
  closeRemote,
  fileError,
  locate,
  openFolder,
  openRemote,
  statRemote,
} from "@/lib/sync/source/sftp/remote-files";
import type { Session } from "@/lib/sync/source/sftp/session";
import { recordStages, type StageRecord } from "@/lib/sync/source/stage-record";
import {
  CHECK_LIMITS,
  type Checked,
  type CheckOptions,
  type SftpTarget,
  type SourceLimits,
} from "@/lib/sync/source/types";

/**
 * Goes through a connection stage by stage, up to the first that fails. A server that can't be reached is a result, not
 * an error. Throws only what `signal` stands for.
 */
export async function checkSource(
  target: SftpTarget & { path?: string },
  { signal, onStage, limits }: CheckOptions,
): Promise<Checked> {
  const stages = recordStages(onStage);
  let hostKey: HostKey | null = null;
  const options = {
    signal,
    limits: { ...CHECK_LIMITS, ...limits },
    onHostKey: (seen: HostKey) => {
      hostKey = seen;
    },
    onStep: (step: Step) => stages.pass(step === "key_accepted" ? (hostKey?.fingerprint ?? null) : null),
  };
  try {
    await lookAround(target, stages, options);
  } catch (error) {
    if (signal.aborted) throw stopped(signal);
    stages.fail(fileError(error, target.path ?? "the home folder"));
  }
  return { result: stages.result(), hostKey };
}

type LookOptions = Parameters<typeof openSession>[1] & { limits: SourceLimits };

async function lookAround(
  target: SftpTarget & { path?: string },
  stages: StageRecord,
  options: LookOptions,
): Promise<void> {
  const session = await openSession(target, options);
  try {
    const { path } = target;
    if (path === undefined) {
      await closeRemote(session, await openFolder(session, "."));
      stages.pass();
    } else {
      await lookAtFile(session, path, stages);
    }
    await session.close();
  } catch (error) {
    session.destroy();
    throw error;
  }
}

async function lookAtFile(session: Session, path: string, stages: StageRecord): Promise<void> {
  checkFilePath(path);
  const remote = await locate(session, path);
  await lookAtFolder(session, posix.dirname(remote));
  stages.pass();
  const { kind, sizeBytes } = await statRemote(session, remote);
  if (kind === "folder") throw isFolder(path);
  stages.pass(sizeBytes === null ? null : `${sizeBytes.toLocaleString("en")} bytes`);
  const handle = await openRemote(session, remote);
  for await (const _head of readPipelined(session, handle, { sizeBytes: 4096, inFlight: 1 })) {
    await closeRemote(session, handle);
    stages.pass();
    return;
  }
  throw emptyFile(path);
}

/** Looked at, not listed: a login may be allowed to read files of a folder without seeing what is in it. */
async function lookAtFolder(session: Session, remote: string): Promise<void> {
  try {
    await statRemote(session, remote);
  } catch (error) {
    throw fileError(error, remote);
  }
}
