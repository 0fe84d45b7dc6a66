import { PRINT_WORDS } from "@/lib/pipeline/prints/hash";

/** Of a row. Both are 0 or 1 or both: without a print nothing else is known of it. */
export const HAS_PRINT = 1;
export const IS_NAMELESS = 2;

/** Hashes of a row's ID and of its address. */
export const LOOKUP_WORDS = 2;

/** The number of rows of each chunk, and its print. */
export type PackedChunks = { rows: Int32Array; prints: Int32Array };

/** Some ten thousand rows that lie one behind the other, in whole chunks. */
export type Part = {
  rows: number;
  chunks: PackedChunks;
  marks: Uint8Array;
  prints: Int32Array;
  lookups: Int32Array;
  ids: string[];
};

const CHUNK_BYTES = 4 + PRINT_WORDS * 4;

export function packChunks({ rows, prints }: PackedChunks): Buffer {
  return Buffer.concat([packWords(rows), packWords(prints)]);
}

/** Chunks of several parts as one. */
export function unpackChunks(packed: readonly Buffer[]): PackedChunks {
  const count = packed.reduce((sum, { length }) => sum + length, 0) / CHUNK_BYTES;
  const chunks = { rows: new Int32Array(count), prints: new Int32Array(count * PRINT_WORDS) };
  let at = 0;
  for (const part of packed) {
    const own = part.length / CHUNK_BYTES;
    unpackWords(part.subarray(0, own * 4), chunks.rows, at);
    unpackWords(part.subarray(own * 4), chunks.prints, at * PRINT_WORDS);
    at += own;
  }
  return chunks;
}

/** Processors that Node runs on are little-endian. */
export function packWords(words: Int32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

/** Writes packed words into `words` from the word `at` on. */
export function unpackWords(packed: Buffer, words: Int32Array, at: number): void {
  Buffer.from(words.buffer, words.byteOffset + at * 4, packed.length).set(packed);
}
