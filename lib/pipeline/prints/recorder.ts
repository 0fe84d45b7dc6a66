import type { CsvRecord } from "@/lib/model/file";
import type { Validated } from "@/lib/model/issue";
import { readChunks, type ScannedFile } from "@/lib/pipeline/prints/chunks";
import { createPrinter, hashText, PRINT_WORDS } from "@/lib/pipeline/prints/hash";
import { HAS_PRINT, IS_NAMELESS, LOOKUP_WORDS, type Part } from "@/lib/pipeline/prints/pack";

export type Recorder = ReturnType<typeof createRecorder>;

/** Keyed, as far as 32 bits can be: see `hashText`. */
export function seedOf(secret: Buffer): number {
  return secret.readInt32LE(secret.length - 4);
}

/** What the hash of a row's address is of. */
export function addressHash(emailKey: string, seed: number): number {
  return hashText(emailKey, ~seed);
}

/**
 * Collects, while a file is read, which of its rows get a print: those of people with whom nothing is wrong. Issues may come at any
 * time, also of rows that are read later.
 */
export function createRecorder(secret: Buffer) {
  const seed = seedOf(secret);
  let size = 1024;
  let count = 0;
  let rows = new Int32Array(size);
  let lines = new Int32Array(size);
  let breaks = new Int32Array(size);
  let lookups = new Int32Array(size * LOOKUP_WORDS);
  let marks = new Uint8Array(size);
  const ids: string[] = [];
  /** By row of the file: 1 where something is to be said of it. */
  let isOut = new Uint8Array(size);
  /** The record that was looked for last. */
  let at = 0;

  function leaveOut(row: number): void {
    while (row >= isOut.length) isOut = into(new Uint8Array(isOut.length * 2), isOut);
    isOut[row] = 1;
  }

  /** Where the row is among those that were taken; -1 for one that gets no print. Nearly always the one behind the last. */
  function find(row: number): number {
    if (at + 1 < count && rows[at + 1] === row) at += 1;
    else if (rows[at] !== row) at = lowerBound(rows, count, row);
    return at < count && rows[at] === row && isOut[row] !== 1 ? at : -1;
  }

  return {
    secret,
    leaveOut,
    /** Records in the order of the file with what `validate` made of them, after `plan` has seen that. */
    take(records: readonly CsvRecord[], validated: readonly Validated[]): void {
      for (const [index, item] of validated.entries()) {
        const record = records[index];
        if (item.kind !== "person" || item.issues.length > 0 || !record) continue;
        const { id, emailKey, firstName, lastName } = item.person;
        if (count === size) grow();
        rows[count] = record.row;
        lines[count] = record.line;
        breaks[count] = record.isPlain ? 0 : breaksIn(record);
        lookups[count * LOOKUP_WORDS] = hashText(id, seed);
        lookups[count * LOOKUP_WORDS + 1] = addressHash(emailKey, seed);
        marks[count] = HAS_PRINT | (firstName || lastName ? 0 : IS_NAMELESS);
        ids[count] = id;
        count += 1;
      }
    },
    /** How many rows have a print so far. */
    count: () => count,
    isPrinted: (row: number): boolean => find(row) !== -1,
    /** Writes what is known of a row into a part. `scanned`: how its bytes were cut. False for one that gets no print. */
    fill(part: Part, index: number, scanned: { row: number; line: number; breaks: number }): boolean {
      const found = find(scanned.row);
      if (found === -1) return false;
      // A row that was cut otherwise than it was read is none.
      if (lines[found] !== scanned.line || breaks[found] !== scanned.breaks) {
        leaveOut(scanned.row);
        return false;
      }
      part.marks[index] = marks[found] ?? 0;
      for (let word = 0; word < LOOKUP_WORDS; word++)
        part.lookups[index * LOOKUP_WORDS + word] = lookups[found * LOOKUP_WORDS + word] ?? 0;
      part.ids[index] = ids[found] ?? "";
      return true;
    },
  };

  function grow(): void {
    size *= 2;
    rows = into(new Int32Array(size), rows);
    lines = into(new Int32Array(size), lines);
    breaks = into(new Int32Array(size), breaks);
    lookups = into(new Int32Array(size * LOOKUP_WORDS), lookups);
    marks = into(new Uint8Array(size), marks);
  }
}

function into<T extends { set: (from: T) => void }>(to: T, from: T): T {
  to.set(from);
  return to;
}

function lowerBound(sorted: Int32Array, count: number, value: number): number {
  let [from, to] = [0, count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? 0) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function breaksIn({ cells }: CsvRecord): number {
  let found = 0;
  for (const cell of cells)
    for (let at = cell.indexOf("\n"); at !== -1; at = cell.indexOf("\n", at + 1)) found += 1;
  return found;
}

const PART_ROWS = 65_536;

/** What the first bytes of letters are that were encoded twice: Â and Ã. Such rows are counted anew in every file. */
const ENCODED_TWICE = /[\u00c2\u00c3][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;
const TWICE_LEADS = [Buffer.from("\u00c2"), Buffer.from("\u00c3")];

export type Earlier = {
  has: (row: number) => boolean;
  /** Writes what is known of such a row into a part. */
  fill: (row: number, part: Part, index: number) => void;
};

type MakeInput = {
  path: string;
  delimiter: number;
  scanned: ScannedFile;
  recorder: Recorder;
  /** What an earlier file knows of rows, counted from 0 below the header; null where it knows nothing of any. */
  earlier?: Earlier | null;
  signal: AbortSignal;
};

/** The prints of a file, part by part, as it was read. Reads once more what an earlier file does not know. */
export async function* makeParts(input: MakeInput): AsyncGenerator<Part> {
  const { chunks } = input.scanned;
  for (let from = 0; from < chunks.count; ) {
    let to = from + 1;
    const first = chunks.rows[from] ?? 0;
    while (to < chunks.count && (chunks.rows[to] ?? 0) - first < PART_ROWS) to += 1;
    input.signal.throwIfAborted();
    yield await makePart(input, from, to);
    from = to;
  }
}

async function makePart(
  { path, delimiter, scanned, recorder, earlier = null }: MakeInput,
  from: number,
  to: number,
): Promise<Part> {
  const { chunks, isEnded, headRows } = scanned;
  const print = createPrinter(recorder.secret);
  const first = chunks.rows[from] ?? 0;
  const rows = (chunks.rows[to] ?? 0) - first;
  const part: Part = {
    rows,
    chunks: {
      rows: new Int32Array(to - from),
      prints: chunks.prints.slice(from * PRINT_WORDS, to * PRINT_WORDS),
    },
    marks: new Uint8Array(rows),
    prints: new Int32Array(rows * PRINT_WORDS),
    lookups: new Int32Array(rows * LOOKUP_WORDS),
    ids: Array<string>(rows).fill(""),
  };
  const isNew = new Uint8Array(to - from);
  for (let chunk = from; chunk < to; chunk++) {
    const end = chunks.rows[chunk + 1] ?? 0;
    for (let row = chunks.rows[chunk] ?? 0; row < end; row++) {
      if (earlier?.has(row)) earlier.fill(row, part, row - first);
      else isNew[chunk - from] = 1;
    }
    part.chunks.rows[chunk - from] = end - (chunks.rows[chunk] ?? 0);
  }
  const last = chunks.rows[chunks.count] ?? 0;
  let looked: Buffer | null = null;
  let isOdd = false;
  const wanted = (chunk: number) => isNew[chunk - from] === 1;
  await readChunks(path, { chunks, delimiter, wanted }, (bytes, row, { start, end, line, breaks }) => {
    const index = row - first;
    if (earlier?.has(row)) return;
    // What comes behind the last row may belong to it.
    if (!isEnded && row === last - 1) return recorder.leaveOut(row + headRows + 1);
    if (bytes !== looked) {
      looked = bytes;
      isOdd = TWICE_LEADS.some((lead) => bytes.includes(lead));
    }
    if (isOdd && ENCODED_TWICE.test(bytes.toString("utf8", start, end)))
      return recorder.leaveOut(row + headRows + 1);
    if (recorder.fill(part, index, { row: row + headRows + 1, line, breaks }))
      print(bytes, start, end, part.prints, index * PRINT_WORDS);
  });
  return part;
}
