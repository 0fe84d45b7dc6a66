import type { Part, PartsWanted } from "@/lib/pipeline/source/types";

/** Enough to tell whether a file is packed. */
const HEAD_BYTES = 1024;

/** Reads one part; null where the place gives whole files only. */
export type ReadPart = (part: Part) => Promise<AsyncIterable<Uint8Array> | null>;

/** The parts of a file that are fetched in its place, in their order, none empty; null for the whole file. */
export async function chooseParts(
  wanted: PartsWanted | undefined,
  sizeBytes: number | null,
  read: ReadPart,
): Promise<Part[] | null> {
  if (!wanted || sizeBytes === null || sizeBytes <= wanted.aboveBytes) return null;
  const head = await read({ start: 0, end: Math.min(HEAD_BYTES, sizeBytes) });
  if (!head) return null;
  const pieces: Buffer[] = [];
  for await (const piece of head) pieces.push(Buffer.from(piece));
  return wanted.choose(Buffer.concat(pieces), sizeBytes);
}

/** The bytes of some parts, one after the other. Ends early when one does, so the caller compares the count. */
export async function* readParts(parts: readonly Part[], read: ReadPart): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    const bytes = await read(part);
    if (!bytes) return;
    yield* bytes;
  }
}

export function bytesIn(parts: readonly Part[]): number {
  return parts.reduce((sum, { start, end }) => sum + end - start, 0);
}
