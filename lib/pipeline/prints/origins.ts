import { readChunks, type ScannedFile } from "@/lib/pipeline/prints/chunks";
import { createPrinter, PRINT_WORDS } from "@/lib/pipeline/prints/hash";
import { createMatcher } from "@/lib/pipeline/prints/match";
import { HAS_PRINT, type Part } from "@/lib/pipeline/prints/pack";

/** Which row of an earlier file each row is, counted from 0 below the header; NEW for one that has to be read. */
export type Origins = {
  byRow: Int32Array;
  /** Of the earlier file: 1 for rows that are in this one. */
  isThere: Uint8Array;
};

export const NEW = -1;

type Input = {
  path: string;
  delimiter: number;
  scanned: ScannedFile;
  secret: Buffer;
  earlier: { rows: number; chunks: Part["chunks"]; marks: Uint8Array };
  /** The prints of earlier rows; only those are asked for where `needed` is 1. Null: they are there no more. */
  load: (needed: Uint8Array) => Promise<Int32Array | null>;
};

/** Compares chunks first, and row by row only what is in chunks that are not there as they were. */
export async function findOrigins({
  path,
  delimiter,
  scanned,
  secret,
  earlier,
  load,
}: Input): Promise<Origins | null> {
  const { chunks } = scanned;
  const byRow = new Int32Array(chunks.rows[chunks.count] ?? 0).fill(NEW);
  const isThere = new Uint8Array(earlier.rows);
  const isOpen = new Uint8Array(chunks.count);
  const matchChunk = chunkMatcher(earlier.chunks);
  /** Rows that may be somewhere else now: of chunks that are gone. */
  const left = earlier.marks.map((mark) => mark & HAS_PRINT);
  let open = 0;
  for (let chunk = 0; chunk < chunks.count; chunk++) {
    const first = chunks.rows[chunk] ?? 0;
    const rows = (chunks.rows[chunk + 1] ?? 0) - first;
    const from = matchChunk(chunks.prints, chunk * PRINT_WORDS, rows);
    if (from === null) {
      isOpen[chunk] = 1;
      open += 1;
      continue;
    }
    for (let at = 0; at < rows; at++) {
      if (!left[from + at]) continue;
      left[from + at] = 0;
      isThere[from + at] = 1;
      byRow[first + at] = from + at;
    }
  }
  if (open === 0 || !left.includes(1)) return { byRow, isThere };
  const prints = await load(left);
  if (!prints) return null;
  const matcher = createMatcher(
    prints,
    left.map((isLeft) => 1 - isLeft),
  );
  const print = createPrinter(secret);
  const words = new Int32Array(PRINT_WORDS);
  await readChunks(path, { chunks, delimiter, wanted: (chunk) => isOpen[chunk] === 1 }, (bytes, row, at) => {
    print(bytes, at.start, at.end, words, 0);
    const found = matcher.find(words, 0);
    if (found === -1) return;
    byRow[row] = found;
    isThere[found] = 1;
  });
  return { byRow, isThere };
}

/** Gives the first row of an earlier chunk with this print, once each. */
function chunkMatcher({ rows: sizes, prints }: Part["chunks"]) {
  const starts = new Int32Array(sizes.length);
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at - 1] ?? 0) + (sizes[at - 1] ?? 0);
  const matcher = createMatcher(prints, new Uint8Array(sizes.length));
  return (words: Int32Array, at: number, rows: number): number | null => {
    const found = matcher.find(words, at);
    return found !== -1 && sizes[found] === rows ? (starts[found] ?? null) : null;
  };
}
