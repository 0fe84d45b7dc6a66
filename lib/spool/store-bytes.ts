import { createHash } from "node:crypto";
import { type FileHandle, open, rm } from "node:fs/promises";
import { storing } from "@/lib/spool/store-errors";
import { tooLarge } from "@/lib/spool/too-large";
import type { WriteOptions, Written } from "@/lib/spool/types";

/** `file`: where the bytes go. What lies there is replaced. */
type Input = WriteOptions & { file: string };

/**
 * Writes a stream to a local file that only we can read, hashing it on the way; on the disk when it returns. Throws
 * `too_large`, or what the stream throws; what is there then is the caller's to remove.
 */
export async function storeBytes(bytes: AsyncIterable<Uint8Array>, input: Input): Promise<Written> {
  // Removed and created again, never opened: what a dead run left may be a link or have other rights.
  await rm(input.file, { force: true });
  const file = await storing(() => open(input.file, "wx", 0o600));
  try {
    const written = await write(file, bytes, input);
    await storing(() => file.sync());
    await file.close();
    return written;
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
}

async function write(file: FileHandle, bytes: AsyncIterable<Uint8Array>, input: Input): Promise<Written> {
  const measured = measure(bytes, input);
  for await (const chunk of measured.bytes) await storing(() => file.writeFile(chunk));
  return measured.written();
}

/** The same bytes, counted, hashed and held to the limit; `written` says what they were once all have passed. */
export function measure(
  bytes: AsyncIterable<Uint8Array>,
  { path, sizeBytesMax, onBytes }: WriteOptions,
): { bytes: AsyncGenerator<Uint8Array>; written: () => Written } {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  async function* counted() {
    for await (const chunk of bytes) {
      sizeBytes += chunk.length;
      if (sizeBytes > sizeBytesMax) throw tooLarge(path, sizeBytesMax);
      hash.update(chunk);
      yield chunk;
      onBytes?.(sizeBytes);
    }
  }
  return { bytes: counted(), written: () => ({ sizeBytes, sha256: hash.digest("hex") }) };
}
