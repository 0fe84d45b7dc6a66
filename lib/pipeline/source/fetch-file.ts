import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { stopped } from "@/lib/egress/with-timeout";
import { fileChanged, noSuchFile } from "@/lib/pipeline/source/file-errors";
import { type FetchTarget, sourceOf } from "@/lib/pipeline/source/registry";
import { throttled } from "@/lib/pipeline/source/transfer-rate";
import type { Fetched, FetchOptions, SpooledFile } from "@/lib/pipeline/source/types";
import { tooLarge } from "@/lib/spool/too-large";

/**
 * The source room: a place in, the whole file on this machine out, with the identity of exactly those bytes, or an
 * error and nothing left behind. Throws `source_network`, `source_unusable`, `source_credentials`, `source_host_key`,
 * `source_path`, `file_changed`, `too_large`, or the reason of `signal`.
 */
export function fetchFile(target: FetchTarget, options: FetchOptions): Promise<Fetched> {
  return target.kind === "spooled"
    ? fetchSpooled(target, options)
    : sourceOf(target.kind).fetch(target, options);
}

/** `fetchFile` for a file that is here already: nothing is copied, its bytes are hashed. */
export async function fetchSpooled(target: SpooledFile, options: FetchOptions): Promise<Fetched> {
  const { name: path, file, modifiedAt } = target;
  const { sizeBytes, sha256 } = await identify(target, options);
  return {
    identity: {
      path,
      sizeBytes,
      sha256,
      modifiedAt: modifiedAt === null ? null : new Date(modifiedAt).toISOString(),
    },
    file,
    hostKey: null,
    // An upload is its own file: the code that stored it removes it.
    dispose: async () => {},
  };
}

async function identify({ file, name }: SpooledFile, options: FetchOptions) {
  const { sizeBytesMax, signal, onProgress } = options;
  const source = await openUpload(file, name);
  try {
    const before = await source.stat();
    if (before.size > sizeBytesMax) throw tooLarge(name, sizeBytesMax);
    const report = throttled(onProgress);
    const hash = createHash("sha256");
    let bytesDone = 0;
    for await (const chunk of source.createReadStream({ autoClose: false })) {
      if (signal.aborted) throw stopped(signal);
      hash.update(chunk);
      bytesDone += chunk.length;
      report.soon({ phase: "downloading", bytesDone, bytesTotal: before.size });
    }
    const after = await source.stat();
    const changed = after.size !== before.size || after.mtimeMs !== before.mtimeMs;
    if (changed || bytesDone !== before.size) throw fileChanged(name);
    report.now({ phase: "downloading", bytesDone, bytesTotal: before.size });
    return { sizeBytes: bytesDone, sha256: hash.digest("hex") };
  } finally {
    await source.close();
  }
}

async function openUpload(file: string, name: string): Promise<FileHandle> {
  try {
    return await open(file, "r");
  } catch (cause) {
    throw noSuchFile(name, cause);
  }
}
