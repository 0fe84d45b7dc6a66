import { posix } from "node:path";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import { stopped } from "@/lib/egress/with-timeout";
import { isAppError } from "@/lib/errors";
import { emptyFile, isFolder, stillUploaded } from "@/lib/pipeline/source/file-errors";
import { checkFilePath } from "@/lib/pipeline/source/near-names";
import { explainMissing, uploadUnderWay } from "@/lib/pipeline/source/sftp/explain-missing";
import { openSession, type Step } from "@/lib/pipeline/source/sftp/open-session";
import { openFound } from "@/lib/pipeline/source/sftp/open-settled";
import { readPipelined } from "@/lib/pipeline/source/sftp/read-pipelined";
import {
  closeRemote,
  fileError,
  locate,
  openFolder,
  statRemote,
} from "@/lib/pipeline/source/sftp/remote-files";
import { type Session, statusOf } from "@/lib/pipeline/source/sftp/session";
import { SFTP_STAGES } from "@/lib/pipeline/source/sftp/stages";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { recordStages, type StageRecord } from "@/lib/pipeline/source/stages";
import {
  CHECK_LIMITS,
  type Checked,
  type CheckOptions,
  type SourceLimits,
} from "@/lib/pipeline/source/types";

/** `checkSource` for an SFTP server. */
export async function checkSftp(
  target: SftpTarget & { path?: string },
  { signal, onStage, limits }: CheckOptions,
): Promise<Checked> {
  const stages = recordStages(SFTP_STAGES, onStage);
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
    const start = target.startAt === "root" ? "/" : "the home folder";
    stages.fail(fileError(error, target.path ?? start, target.startAt));
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
      await closeRemote(session, await openFolder(session, session.startAt === "root" ? "/" : "."));
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
  const opened = await tryToOpen(session, remote, path);
  if ("refusal" in opened) throw await whyNot(session, { remote, path, refusal: opened.refusal }, stages);
  const { handle, stat } = opened;
  stages.pass();
  stages.pass(stat.sizeBytes === null ? null : `${stat.sizeBytes.toLocaleString("en")} bytes`);
  for await (const _head of readPipelined(session, handle, {
    end: 4096,
    chunkBytes: 4096,
    inFlight: 1,
  })) {
    await closeRemote(session, handle);
    stages.pass();
    return;
  }
  throw emptyFile(path);
}

/** Opened first: what STAT says of a file is not what counts. */
async function tryToOpen(session: Session, remote: string, path: string) {
  try {
    return await openFound(session, remote, path);
  } catch (refusal) {
    if (statusOf(refusal) === null && !isAppError(refusal)) throw refusal;
    return { refusal };
  }
}

type Refused = { remote: string; path: string; refusal: unknown };

/** Why a file could not be opened, with the stages passed up to the one that is to blame. */
async function whyNot(session: Session, { remote, path, refusal }: Refused, stages: StageRecord) {
  const folder = posix.dirname(remote);
  const missing = await statRemote(session, folder).then(
    () => null,
    (error: unknown) => error,
  );
  // Looked at, not listed: a login may be allowed to read files of a folder without seeing what is in it.
  if (missing !== null)
    return fileError(await explainMissing(session, folder, missing), folder, session.startAt);
  stages.pass();
  const file = await statRemote(session, remote).catch(() => null);
  if (file?.kind === "folder") return isFolder(path);
  const { upload } = await uploadUnderWay(session, remote);
  if (file === null && upload !== null) return stillUploaded(path, upload);
  // A file that STAT shows is found; that it can't be read is the next stage's.
  if (file !== null) stages.pass();
  return explainMissing(session, path, refusal);
}
