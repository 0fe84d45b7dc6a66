import { PRINT_WORDS } from "@/lib/pipeline/prints/hash";

/** Of a row. Both are 0 or 1 or both: without a print nothing else is known of it. */
export const HAS_PRINT = 1;
export const IS_NAMELESS = 2;

/** Hashes of a row's ID and of its address. */
export const LOOKUP_WORDS = 2;

/** Some ten thousand rows that lie one behind the other, in whole chunks. */
export type Part = {
  rows: number;
  chunks: { rows: number; print: Int32Array }[];
  marks: Uint8Array;
  prints: Int32Array;
  lookups: Int32Array;
  ids: string[];
};

const CHUNK_BYTES = 4 + PRINT_WORDS * 4;

export function packChunks(chunks: Part["chunks"]): Buffer {
  const packed = Buffer.alloc(chunks.length * CHUNK_BYTES);
  for (const [at, { rows, print }] of chunks.entries()) {
    packed.writeInt32LE(rows, at * CHUNK_BYTES);
    for (let word = 0; word < PRINT_WORDS; word++)
      packed.writeInt32LE(print[word] ?? 0, at * CHUNK_BYTES + 4 + word * 4);
  }
  return packed;
}

export function unpackChunks(packed: Buffer): Part["chunks"] {
  return Array.from({ length: packed.length / CHUNK_BYTES }, (_, at) => ({
    rows: packed.readInt32LE(at * CHUNK_BYTES),
    print: Int32Array.from({ length: PRINT_WORDS }, (_, word) =>
      packed.readInt32LE(at * CHUNK_BYTES + 4 + word * 4),
    ),
  }));
}

/** Processors that Node runs on are little-endian. */
export function packWords(words: Int32Array): Buffer {
  return Buffer.from(words.buffer, words.byteOffset, words.byteLength);
}

/** Writes packed words into `words` from the word `at` on. */
export function unpackWords(packed: Buffer, words: Int32Array, at: number): void {
  Buffer.from(words.buffer, words.byteOffset + at * 4, packed.length).set(packed);
}
