import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { PRINT_WORDS } from "@/lib/pipeline/prints/hash";
import { scanRecords } from "@/lib/pipeline/prints/scan";

/** A chunk has eight rows or so, where it ends depends on the rows: of one in which one changed, each row is hashed. */
const ENDS_AT = 7;
const CHUNK_ROWS_MAX = 1024;
const CHUNK_BYTES_MAX = 1024 * 1024;
const READ_BYTES = 1024 * 1024;
const GAP_BYTES = 64 * 1024;

type Print = (bytes: Uint8Array, start: number, end: number, out: Int32Array, at: number) => void;

/** Stretches of whole rows, one behind the other. Rows count from 0 below the header. */
export type Chunks = {
  count: number;
  /** Where each begins in the file, and behind the last one its end. */
  offsets: Float64Array;
  /** The first row of each, and behind the last one the number of all rows. */
  rows: Int32Array;
  /** The line on which each begins. */
  lines: Int32Array;
  prints: Int32Array;
};

/** A file as far as its bytes tell. `head`: all up to the end of the header; `header`: its rows from the one that may be it. */
export type ScannedFile = {
  head: Buffer;
  header: Buffer;
  /** How many rows `head` has. */
  headRows: number;
  chunks: Chunks;
  sizeBytes: number;
  /** Whether the last row ends with a line end. */
  isEnded: boolean;
};

type Layout = {
  /** Of the separator. */
  delimiter: number;
  /** The first row that may be the header, and the one that is. */
  headerRow: number;
  foundAt: number;
  /** A longer row is no row of a file that can be used. */
  recordBytesMax: number;
};

/**
 * Cuts a file into records and its rows into chunks with a print each, in one pass over its bytes. Where a chunk ends depends on
 * its last row alone, so that a row that comes or goes changes only the chunk that it is in. Null: not a file of this layout.
 */
export async function scanFile(
  path: string,
  layout: Layout,
  { print, onBytes, readBytes = READ_BYTES }: ScanOptions,
): Promise<ScannedFile | null> {
  const scan = openScan(layout, print);
  const file = await open(path);
  try {
    let room = Buffer.allocUnsafe(readBytes);
    let filled = 0;
    /** Where in the file the room begins. */
    let base = 0;
    for (;;) {
      const { bytesRead } = await file.read(room, filled, room.length - filled, base + filled);
      const length = filled + bytesRead;
      const kept = scan.take({ bytes: room, length, base, isLast: bytesRead === 0 });
      if (bytesRead === 0) return scan.end(base + length);
      filled = length - kept;
      if (filled > layout.recordBytesMax + CHUNK_BYTES_MAX) return null;
      // What is kept is looked at again with what follows it.
      const next = filled * 2 > room.length ? Buffer.allocUnsafe(room.length * 2) : room;
      room.copy(next, 0, kept, length);
      room = next;
      base += kept;
      onBytes?.(base);
    }
  } finally {
    await file.close();
  }
}

type ScanOptions = { print: Print; onBytes?: (read: number) => void; readBytes?: number };

type Stretch = { bytes: Buffer; length: number; base: number; isLast: boolean };

function openScan({ delimiter, headerRow, foundAt }: Layout, print: Print) {
  const chunks = growingChunks();
  let head: Pick<ScannedFile, "head" | "header"> | null = null;
  let isEnded = true;
  /** Of the chunk that has not ended. */
  const open = { row: 0, line: 1 };

  return {
    /** Gives from where on it is not done. */
    take({ bytes, length, base, isLast }: Stretch): number {
      let { row, line } = open;
      let from = 0;
      let headRows = 0;
      let headerFrom = 0;
      const close = (end: number): void => {
        chunks.add({ offset: base + from, ...open }, (out, at) => print(bytes, from, end, out, at));
        from = end;
        Object.assign(open, { row, line });
      };
      const take = (start: number, end: number, breaks: number): void => {
        line += 1 + breaks;
        if (head) {
          row += 1;
          const isFull = row - open.row >= CHUNK_ROWS_MAX || end - from >= CHUNK_BYTES_MAX;
          if (isFull || (mixOf(bytes, start, end) & ENDS_AT) === 0) close(end);
          return;
        }
        headRows += 1;
        if (headRows < headerRow) headerFrom = end;
        if (headRows !== foundAt) return;
        const whole = Buffer.from(bytes.subarray(0, end));
        head = { head: whole, header: whole.subarray(headerFrom) };
        from = end;
        open.line = line;
      };
      const start = head || base > 0 ? 0 : markBytes(bytes, length);
      const rest = scanRecords(bytes, { from: start, length, delimiter }, take);
      if (isLast && rest < length) {
        take(rest, length, 0);
        isEnded = false;
      }
      if (isLast && row > open.row) close(length);
      return from;
    },
    end: (sizeBytes: number): ScannedFile | null =>
      head && { ...head, headRows: foundAt, chunks: chunks.end(sizeBytes, open.row), sizeBytes, isEnded },
  };
}

/** Over what begins a row, as IDs do, and its length. */
function mixOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  const to = Math.min(end, start + 16);
  for (let at = start; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** The length of a byte order mark: the first cell begins behind it. */
function markBytes(bytes: Uint8Array, length: number): number {
  return length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function growingChunks() {
  let size = 256;
  let count = 0;
  let offsets = new Float64Array(size);
  let rows = new Int32Array(size);
  let lines = new Int32Array(size);
  let prints = new Int32Array(size * PRINT_WORDS);

  return {
    add({ offset, row, line }: { offset: number; row: number; line: number }, put: Put): void {
      // There is one more offset than chunks.
      if (count + 2 > size) {
        size *= 2;
        offsets = into(new Float64Array(size), offsets);
        rows = into(new Int32Array(size), rows);
        lines = into(new Int32Array(size), lines);
        prints = into(new Int32Array(size * PRINT_WORDS), prints);
      }
      offsets[count] = offset;
      rows[count] = row;
      lines[count] = line;
      put(prints, count * PRINT_WORDS);
      count += 1;
    },
    end(offset: number, row: number): Chunks {
      offsets[count] = offset;
      rows[count] = row;
      return { count, offsets, rows, lines, prints };
    },
  };
}

type Put = (out: Int32Array, at: number) => void;

function into<T extends { set: (from: T) => void }>(to: T, from: T): T {
  to.set(from);
  return to;
}

/** A row of a chunk: its number from 0 below the header, where it is in `bytes` and in the file, its line, and the lines that end in it. */
type RowSink = (
  bytes: Buffer,
  row: number,
  at: { start: number; end: number; line: number; breaks: number; offset: number },
) => void;

/** Goes through the rows of some chunks of a file once more, in their order. */
export async function readChunks(
  path: string,
  { chunks, delimiter, wanted }: { chunks: Chunks; delimiter: number; wanted: (chunk: number) => boolean },
  sink: RowSink,
): Promise<void> {
  const offset = (chunk: number): number => chunks.offsets[chunk] ?? 0;
  const file = await open(path);
  try {
    for (let chunk = 0; chunk < chunks.count; ) {
      if (!wanted(chunk)) {
        chunk += 1;
        continue;
      }
      const first = chunk++;
      let end = chunk;
      // Reading what lies between is quicker than reading twice.
      for (; chunk < chunks.count && offset(chunk) - offset(end) <= GAP_BYTES; chunk++) {
        if (offset(chunk + 1) - offset(first) > READ_BYTES) break;
        if (wanted(chunk)) end = chunk + 1;
      }
      await readStretch(file, first, end);
      chunk = end;
    }
  } finally {
    await file.close();
  }

  async function readStretch(file: FileHandle, first: number, end: number): Promise<void> {
    const base = offset(first);
    const bytes = Buffer.allocUnsafe(offset(end) - base);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, base);
    for (let chunk = first; chunk < end; ) {
      const from = chunk++;
      if (!wanted(from)) continue;
      while (chunk < end && wanted(chunk)) chunk += 1;
      take(bytes.subarray(offset(from) - base, Math.min(bytesRead, offset(chunk) - base)), from);
    }
  }

  function take(bytes: Buffer, chunk: number): void {
    let row = chunks.rows[chunk] ?? 0;
    let line = chunks.lines[chunk] ?? 0;
    const one = (start: number, end: number, breaks: number): void => {
      sink(bytes, row, { start, end, line, breaks, offset: offset(chunk) + start });
      row += 1;
      line += 1 + breaks;
    };
    const rest = scanRecords(bytes, { from: 0, length: bytes.length, delimiter }, one);
    if (rest < bytes.length) one(rest, bytes.length, 0);
  }
}
