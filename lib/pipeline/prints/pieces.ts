import { open } from "node:fs/promises";
import { type Chunks, readChunks, type ScannedFile } from "@/lib/pipeline/prints/chunks";

/** Rows of a file, in its order. `rows` and `lines` as people count them; `pieceLines`: their lines where they are alone with the head. */
export type Pieces = {
  count: number;
  rows: Int32Array;
  lines: Int32Array;
  pieceLines: Int32Array;
  offsets: Float64Array;
  ends: Float64Array;
};

type Input = { path: string; delimiter: number; scanned: ScannedFile };

/** Finds where rows are, counted from 0 below the header, for which `wanted` is 1. */
export async function findPieces({ path, delimiter, scanned }: Input, wanted: Uint8Array): Promise<Pieces> {
  const { chunks, headRows } = scanned;
  const count = wanted.reduce((sum, one) => sum + one, 0);
  const pieces: Pieces = {
    count,
    rows: new Int32Array(count),
    lines: new Int32Array(count),
    pieceLines: new Int32Array(count),
    offsets: new Float64Array(count),
    ends: new Float64Array(count),
  };
  let at = 0;
  let line = chunks.count > 0 ? (chunks.lines[0] ?? 1) : 1;
  const has = (chunk: number) => hasWanted(chunks, chunk, wanted);
  await readChunks(path, { chunks, delimiter, wanted: has }, (_, row, place) => {
    if (!wanted[row]) return;
    pieces.rows[at] = row + headRows + 1;
    pieces.lines[at] = place.line;
    pieces.pieceLines[at] = line;
    pieces.offsets[at] = place.offset;
    pieces.ends[at] = place.offset + place.end - place.start;
    line += 1 + place.breaks;
    at += 1;
  });
  return pieces;
}

function hasWanted({ rows }: Chunks, chunk: number, wanted: Uint8Array): boolean {
  const end = rows[chunk + 1] ?? 0;
  for (let row = rows[chunk] ?? 0; row < end; row++) if (wanted[row]) return true;
  return false;
}

const READ_BYTES = 1024 * 1024;
const GAP_BYTES = 64 * 1024;

/** The head of the file and these rows of it, as if there were no others. */
export async function* bytesOf(path: string, { head }: ScannedFile, pieces: Pieces): AsyncGenerator<Buffer> {
  const { count, offsets, ends } = pieces;
  yield head;
  const file = await open(path);
  try {
    for (let at = 0; at < count; ) {
      const first = at++;
      const from = offsets[first] ?? 0;
      let to = ends[first] ?? 0;
      let size = to - from;
      // What lies between is read as well, which is quicker than reading each by itself.
      for (; at < count && (offsets[at] ?? 0) - to <= GAP_BYTES; at++) {
        const end = ends[at] ?? 0;
        if (end - from > READ_BYTES) break;
        size += end - (offsets[at] ?? 0);
        to = end;
      }
      const all = Buffer.allocUnsafe(to - from);
      await file.read(all, 0, all.length, from);
      const bytes = Buffer.allocUnsafe(size);
      let filled = 0;
      for (let piece = first; piece < at; piece++)
        filled += all.copy(bytes, filled, (offsets[piece] ?? 0) - from, (ends[piece] ?? 0) - from);
      yield bytes;
    }
  } finally {
    await file.close();
  }
}
