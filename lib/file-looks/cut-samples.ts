import { type FileHandle, open, rm } from "node:fs/promises";
import type { FileLookFound } from "@/drizzle/schema/file-looks";
import { isAppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import type { ReadSettings } from "@/lib/model/file";
import { rowsAtStart, rowsWithin } from "@/lib/pipeline/read/excerpt";
import { readCsv } from "@/lib/pipeline/read/read-csv";
import type { Part } from "@/lib/pipeline/source/types";

type Input = {
  /** The parts, one after the other. */
  file: string;
  parts: readonly Part[];
  read: ReadSettings;
  /** Where the rows go. */
  into: string;
  signal: AbortSignal;
};

type Cut = { sizeBytes: number; samples: number; problem: FileLookFound["problem"] };

/**
 * Writes a file of the rows that are whole in some parts of a file, from its header on, and nothing that might not be one of its
 * rows. `samples`: parts that had any. A part that a run would stop at is left out, and is the `problem`.
 */
export async function cutSamples({ file, parts, read, into, signal }: Input): Promise<Cut> {
  const source = await open(file, "r");
  await rm(into, { force: true });
  const target = await open(into, "wx", 0o600);
  const cut: Cut = { sizeBytes: 0, samples: 0, problem: null };
  const take = async (rows: Uint8Array) => {
    await target.writeFile(rows);
    cut.sizeBytes += rows.length;
    cut.samples += 1;
  };
  try {
    const pieces = piecesOf(source, parts);
    const { value: beginning } = await pieces.next();
    if (!beginning) return cut;
    const start = rowsAtStart(beginning.bytes, read, await headerRowOf(beginning.bytes, read));
    // Read as it is, it says what is wrong with it, and where.
    await take(start === "unreadable" ? beginning.bytes : start.rows);
    if (start === "unreadable") return cut;
    for await (const { bytes, part, isLast } of pieces) {
      signal.throwIfAborted();
      const rows = rowsWithin(bytes, read, isLast);
      if (rows === null) continue;
      if (rows !== "unreadable" && (await isReadable([start.first, rows], read))) await take(rows);
      else cut.problem ??= unreadable(part);
    }
    return cut;
  } finally {
    await source.close();
    await target.close();
  }
}

async function* piecesOf(source: FileHandle, parts: readonly Part[]) {
  let position = 0;
  for (const [at, part] of parts.entries()) {
    const length = part.end - part.start;
    const { buffer, bytesRead } = await source.read(Buffer.alloc(length), 0, length, position);
    position += length;
    yield { bytes: buffer.subarray(0, bytesRead), part, isLast: at === parts.length - 1 };
  }
}

/** How many rows there are up to the header. */
async function headerRowOf(beginning: Buffer, read: ReadSettings): Promise<number> {
  for await (const part of readCsv(once(beginning), read)) return part.kind === "header" ? part.row : 0;
  return 0;
}

async function isReadable(pieces: Uint8Array[], read: ReadSettings): Promise<boolean> {
  try {
    for await (const _part of readCsv(once(...pieces), read));
    return true;
  } catch (error) {
    if (!isAppError(error) || error.code !== "file_blocked") throw error;
    return false;
  }
}

async function* once(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function unreadable({ start }: Part): NonNullable<FileLookFound["problem"]> {
  return {
    message: `A run would stop at this file: a sample that was read ${formatBytes(start)} from its beginning has errors.`,
    remedy:
      "Run a preview: it reads the whole file and names the line. Often a quote or the encoding is wrong.",
  };
}
