import type { Encoding, ReadSettings } from "@/lib/model/file";
import { certainRows, type Excerpt, lastRowEnd, rowEnd } from "@/lib/pipeline/read/certain-rows";
import { decode, sizeIn } from "@/lib/pipeline/read/decode";
import { markLength } from "@/lib/pipeline/read/decoder";

type How = Pick<ReadSettings, "encoding" | "delimiter" | "recordBytesMax">;

/**
 * The whole rows in what was cut out of a file at any place, as a file of their own would have them; of UTF-16, at an even one.
 * Null where no row is one for certain, `unreadable` where a run could not read the file. See `certainRows`.
 */
export function rowsWithin(
  bytes: Buffer,
  { encoding, ...how }: How,
  endsFile: boolean,
): Buffer | null | "unreadable" {
  const from = afterFirstLineEnd(bytes, encoding);
  const to = endsFile ? bytes.length : afterLastLineEnd(bytes, encoding);
  if (from === -1 || to <= from) return null;
  const lines = bytes.subarray(from, to);
  const text = decode(lines, encoding);
  if (text === null) return "unreadable";
  const rows = certainRows({ text, encoding, endsFile, ...how });
  if (rows === null || rows === "unreadable") return rows;
  return lines.subarray(...[rows.from, rows.to].map((at) => sizeIn(text.slice(0, at), encoding)));
}

/** The whole rows that a file begins with, and the first of them once more; `unreadable` as above. */
export function rowsAtStart(
  bytes: Buffer,
  { encoding, ...how }: How,
  firstRows: number,
): { rows: Buffer; first: Buffer } | "unreadable" {
  const mark = bytes.subarray(0, markLength(bytes, encoding));
  const text = decode(bytes.subarray(mark.length, afterLastLineEnd(bytes, encoding)), encoding);
  if (text === null) return "unreadable";
  const excerpt: Excerpt = { text, encoding, endsFile: false, ...how };
  const to = lastRowEnd(excerpt);
  if (to === "unreadable") return to;
  const part = (end: number) => bytes.subarray(0, mark.length + sizeIn(text.slice(0, end), encoding));
  return { rows: part(to), first: part(rowEnd(excerpt, firstRows)) };
}

const LF = 0x0a;

function afterFirstLineEnd(bytes: Buffer, encoding: Encoding): number {
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    const end = lineEnd(bytes, at, encoding);
    if (end !== -1) return end;
  }
  return -1;
}

/** 0 where there is none. */
function afterLastLineEnd(bytes: Buffer, encoding: Encoding): number {
  for (let at = bytes.lastIndexOf(LF); at !== -1; at = at > 0 ? bytes.lastIndexOf(LF, at - 1) : -1) {
    const end = lineEnd(bytes, at, encoding);
    if (end !== -1) return end;
  }
  return 0;
}

/** Where the line end is over that this byte is of; -1 when it is of another character. */
function lineEnd(bytes: Buffer, at: number, encoding: Encoding): number {
  if (encoding === "utf-16le") return at % 2 === 0 && bytes[at + 1] === 0 ? at + 2 : -1;
  if (encoding === "utf-16be") return at % 2 === 1 && bytes[at - 1] === 0 ? at + 1 : -1;
  return at + 1;
}
