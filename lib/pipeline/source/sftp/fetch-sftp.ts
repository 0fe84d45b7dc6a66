import { rm } from "node:fs/promises";
import { type AppError, isAppError } from "@/lib/errors";
import { fileChanged, mayComeBack } from "@/lib/pipeline/source/file-errors";
import { checkFilePath } from "@/lib/pipeline/source/near-names";
import { bytesIn, chooseParts, readParts } from "@/lib/pipeline/source/parts";
import { explainMissing } from "@/lib/pipeline/source/sftp/explain-missing";
import { openSession } from "@/lib/pipeline/source/sftp/open-session";
import { openSettled } from "@/lib/pipeline/source/sftp/open-settled";
import { readPipelined } from "@/lib/pipeline/source/sftp/read-pipelined";
import { planReads } from "@/lib/pipeline/source/sftp/read-plan";
import {
  closeRemote,
  fileError,
  locate,
  type RemoteStat,
  statOpen,
} from "@/lib/pipeline/source/sftp/remote-files";
import { type Session, statusOf } from "@/lib/pipeline/source/sftp/session";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { tooSlow } from "@/lib/pipeline/source/transfer-errors";
import { throttled, watchRate } from "@/lib/pipeline/source/transfer-rate";
import {
  type Fetched,
  type FetchOptions,
  SOURCE_LIMITS,
  type SourceLimits,
} from "@/lib/pipeline/source/types";
import { withinDeadline } from "@/lib/pipeline/source/within-deadline";
import { storeBytes } from "@/lib/spool/store-bytes";
import { tooLarge } from "@/lib/spool/too-large";

type Target = SftpTarget & { path: string };
/** `endWith` ends the fetch from beside, as its signal does. */
type Options = FetchOptions & { endWith: (reason: AppError) => void };

/** `fetchFile` for an SFTP server. */
export async function fetchSftp(target: Target, options: FetchOptions): Promise<Fetched> {
  checkFilePath(target.path);
  const limits = { ...SOURCE_LIMITS, ...options.limits };
  const { deadlineMs } = limits;
  return withinDeadline({ signal: options.signal, deadlineMs }, (signal, endWith) =>
    fetchPatiently(target, { ...options, signal, endWith }, limits),
  );
}

/** What is asked for before anything has to be answered, see `planReads`. */
const FIRST_READS_BYTES = 4 * 1024 * 1024;

/** Some servers hang up on, or never answer, a second read that is under way: those are tried once more, one by one. */
async function fetchPatiently(target: Target, options: Options, limits: SourceLimits): Promise<Fetched> {
  let bytesDone: number | null = null;
  const watched: Options = {
    ...options,
    onProgress: (progress) => {
      if (progress.phase === "downloading") bytesDone = progress.bytesDone;
      options.onProgress(progress);
    },
  };
  try {
    return await fetchOnce(target, watched, limits);
  } catch (error) {
    const lost = isAppError(error) && error.code === "source_network" && !options.signal.aborted;
    const inFirstReads = bytesDone !== null && bytesDone < FIRST_READS_BYTES;
    if (!lost || !inFirstReads || limits.readsInFlight === 1) throw error;
    return fetchOnce(target, options, { ...limits, readsInFlight: 1 });
  }
}

async function fetchOnce(target: Target, options: Options, limits: SourceLimits): Promise<Fetched> {
  const { signal, spoolFile, onProgress } = options;
  onProgress({ phase: "connecting", bytesDone: 0, bytesTotal: null });
  const session = await openSession(target, { signal, limits });
  try {
    const downloaded = await download(session, target.path, options, limits);
    await session.close();
    const dispose = () => rm(spoolFile, { force: true });
    return { ...downloaded, file: spoolFile, hostKey: session.hostKey, dispose };
  } catch (error) {
    const told = fileError(await explainMissing(session, target.path, error), target.path, target.startAt);
    session.destroy();
    await rm(spoolFile, { force: true });
    throw options.hasWorked && isRefusal(told) ? mayComeBack(told) : told;
  }
}

async function download(
  session: Session,
  path: string,
  { spoolFile, sizeBytesMax, parts: wanted, onProgress, signal, hasWorked = false, endWith }: Options,
  limits: SourceLimits,
): Promise<Pick<Fetched, "identity" | "parts">> {
  const located = await locate(session, path);
  const {
    handle,
    stat: before,
    remote,
  } = await openSettled(session, located, {
    path,
    hasWorked,
    limits,
    signal,
  });
  const { sizeBytes } = before;
  if (sizeBytes !== null && sizeBytes > sizeBytesMax) throw tooLarge(path, sizeBytesMax);
  const { bytesPerSecondMin, rateWindowMs: windowMs, readsInFlight } = limits;
  const onSlow = (rate: number) => endWith(tooSlow(rate, limits));
  const rate = watchRate({ bytesPerSecondMin, windowMs, onSlow });
  const plan = planReads(session.sftp, readsInFlight);
  const read = (part: { start: number; end: number | null }) =>
    readPipelined(session, handle, { ...part, ...plan, onAnswer: rate.add });
  const report = throttled(onProgress);
  try {
    const parts = await chooseParts(wanted, sizeBytes, async (part) => read(part));
    const bytesTotal = parts ? bytesIn(parts) : sizeBytes;
    report.now({ phase: "downloading", bytesDone: 0, bytesTotal });
    const bytes = parts ? readParts(parts, async (part) => read(part)) : read({ start: 0, end: sizeBytes });
    const spooled = await storeBytes(bytes, {
      file: spoolFile,
      path,
      sizeBytesMax,
      onBytes: (bytesDone) => report.soon({ phase: "downloading", bytesDone, bytesTotal }),
    });
    rate.stop();
    const after = await statOpen(session, handle, remote);
    if (hasChanged(before, after) || spooled.sizeBytes !== (bytesTotal ?? spooled.sizeBytes)) {
      throw fileChanged(path);
    }
    await closeRemote(session, handle);
    report.now({ phase: "downloading", bytesDone: spooled.sizeBytes, bytesTotal: spooled.sizeBytes });
    const identity = { path, modifiedAt: before.modifiedAt, ...spooled };
    return parts
      ? { identity: { ...identity, sizeBytes: sizeBytes ?? spooled.sizeBytes }, parts }
      : { identity };
  } finally {
    rate.stop();
  }
}

/** Whether the server itself said no to a request for the file: missing, denied, locked, or a failure without a name. */
function isRefusal(error: unknown): error is AppError {
  return isAppError(error) && error.code === "source_path" && statusOf(error.cause) !== null;
}

function hasChanged(before: RemoteStat, after: RemoteStat): boolean {
  return before.sizeBytes !== after.sizeBytes || before.modifiedAt !== after.modifiedAt;
}
