import { createHash, type Hash } from "node:crypto";
import { copyFile, open } from "node:fs/promises";
import { noFreeSpace } from "@/lib/drops/limits";
import { AppError, isAppError } from "@/lib/errors";
import { scratchFile } from "@/lib/spool/scratch";
import { spool } from "@/lib/spool/spool";

/** A file on this machine whose bytes are still coming, in any order. */
export type Arriving = {
  file: string;
  sizeBytes: () => number;
  write: (position: number, bytes: Uint8Array) => Promise<void>;
  truncate: (sizeBytes: number) => Promise<void>;
  /** On the disk, closed. */
  finish: () => Promise<{ sizeBytes: number; sha256: string }>;
  close: () => Promise<void>;
};

/** Opens one that only we can read; with the bytes that the spool has under `base`, or empty. Throws `no_space`. */
export async function openArriving(id: string, base: string | null): Promise<Arriving> {
  const file = await scratchFile(`drop-${id}`);
  if (base !== null) {
    const copy = await spool().local(base);
    await disk(() => copyFile(copy.file, file)).finally(copy.release);
  }
  const handle = await disk(() => open(file, base === null ? "wx+" : "r+", 0o600));
  let sizeBytes = base === null ? 0 : (await handle.stat()).size;
  /** Of what came in order from the start; null once something did not, and the file is read again at the end. */
  let hash: Hash | null = sizeBytes === 0 ? createHash("sha256") : null;
  /** One after the other. Once one has failed so do all that follow: what is on the disk then is not what was sent. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(() => disk(work));
    // Told to whoever asked for it; the next one finds out by itself.
    last.catch(() => {});
    return last;
  };
  return {
    file,
    sizeBytes: () => sizeBytes,
    write: (position, bytes) => {
      if (position === sizeBytes) hash?.update(bytes);
      else hash = null;
      sizeBytes = Math.max(sizeBytes, position + bytes.length);
      return inTurn(() => writeAll(position, bytes));
    },
    truncate: (wanted) => {
      if (wanted !== sizeBytes) hash = wanted === 0 ? createHash("sha256") : null;
      sizeBytes = wanted;
      return inTurn(() => handle.truncate(wanted));
    },
    finish: async () => {
      try {
        await inTurn(() => handle.sync());
        const sha256 = (hash ?? (await hashed())).digest("hex");
        return { sizeBytes, sha256 };
      } finally {
        await handle.close();
      }
    },
    close: async () => {
      await last.catch(() => {});
      await handle.close();
    },
  };

  async function writeAll(position: number, bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }

  async function hashed(): Promise<Hash> {
    const all = createHash("sha256");
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) all.update(chunk);
    return all;
  }
}

/** A full disk is said to be one; whatever else our disk does is not the client's fault. */
async function disk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    const code: unknown = cause instanceof Error && "code" in cause ? cause.code : null;
    if (code === "ENOSPC" || code === "EDQUOT") throw noFreeSpace({}, cause);
    throw new AppError("internal", "Rollcall could not store the file.", { cause, retry: true });
  }
}
