import { rm } from "node:fs/promises";
import { stopped } from "@/lib/egress/with-timeout";
import { isAppError } from "@/lib/errors";
import { findInDrop } from "@/lib/pipeline/source/drop/find-in-drop";
import type { DropTarget } from "@/lib/pipeline/source/drop/target";
import { fileChanged } from "@/lib/pipeline/source/file-errors";
import { bytesIn, chooseParts, readParts } from "@/lib/pipeline/source/parts";
import { throttled } from "@/lib/pipeline/source/transfer-rate";
import type { Fetched, FetchOptions, Part } from "@/lib/pipeline/source/types";
import { spool } from "@/lib/spool/spool";
import { storeBytes } from "@/lib/spool/store-bytes";
import { tooLarge } from "@/lib/spool/too-large";

/** `fetchFile` for a drop: the bytes lie in the spool, whole, and never change under their key. */
export async function fetchDrop(
  target: DropTarget & { path: string },
  { spoolFile, sizeBytesMax, parts: wanted, signal, onProgress }: FetchOptions,
): Promise<Fetched> {
  const { path } = target;
  onProgress({ phase: "connecting", bytesDone: 0, bytesTotal: null });
  const item = await findInDrop(target, path);
  const { sizeBytes, spoolKey } = item;
  if (sizeBytes > sizeBytesMax) throw tooLarge(path, sizeBytesMax);
  const report = throttled(onProgress);
  const read = async (part?: Part) => untilStopped(spool().read(spoolKey, part), signal);
  try {
    const parts = await chooseParts(wanted, sizeBytes, read);
    const bytesTotal = parts ? bytesIn(parts) : sizeBytes;
    const written = await storeBytes(parts ? readParts(parts, read) : await read(), {
      file: spoolFile,
      path,
      sizeBytesMax,
      onBytes: (bytesDone) => report.soon({ phase: "downloading", bytesDone, bytesTotal }),
    });
    if (parts ? written.sizeBytes !== bytesTotal : written.sha256 !== item.sha256) throw fileChanged(path);
    report.now({ phase: "downloading", bytesDone: bytesTotal, bytesTotal });
    const identity = { path, modifiedAt: item.receivedAt.toISOString(), ...written, sizeBytes };
    const dispose = () => rm(spoolFile, { force: true });
    return { identity, file: spoolFile, hostKey: null, dispose, ...(parts ? { parts } : {}) };
  } catch (error) {
    await rm(spoolFile, { force: true });
    if (signal.aborted) throw stopped(signal);
    // Purged or deleted, and its bytes with it, between the look and the reading.
    if (isAppError(error) && error.code === "not_found") throw fileChanged(path);
    throw error;
  }
}

async function* untilStopped(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    if (signal.aborted) throw stopped(signal);
    yield chunk;
  }
}
