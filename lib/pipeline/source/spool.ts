import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { AppError } from "@/lib/errors";
import { tooLarge } from "@/lib/pipeline/source/file-errors";

type Input = {
  /** Where the bytes go. What lies there is replaced. */
  spoolFile: string;
  /** For messages. */
  path: string;
  sizeBytesMax: number;
  onBytes: (bytesDone: number) => void;
};

type Spooled = { sizeBytes: number; sha256: string };

/**
 * Writes a stream to a file that only we can read, hashing it on the way; on the disk when it returns. Throws
 * `too_large`, or what the stream throws; what is there then is the caller's to remove.
 */
export async function spool(bytes: AsyncIterable<Uint8Array>, input: Input): Promise<Spooled> {
  // Removed and created again, never opened: what a dead run left may be a link or have other rights.
  await rm(input.spoolFile, { force: true });
  const file = await local(() => open(input.spoolFile, "wx", 0o600));
  try {
    const spooled = await write(file, bytes, input);
    await local(() => file.sync());
    await file.close();
    return spooled;
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
}

async function write(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  { path, sizeBytesMax, onBytes }: Input,
): Promise<Spooled> {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    if (sizeBytes > sizeBytesMax) throw tooLarge(path, sizeBytesMax);
    hash.update(chunk);
    await local(() => file.writeFile(chunk));
    onBytes(sizeBytes);
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

/** Our own full or broken disk is not the customer's fault, and may be fixed by the next attempt. */
async function local<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("internal", "Rollcall could not store the file.", { cause, retry: true });
  }
}
