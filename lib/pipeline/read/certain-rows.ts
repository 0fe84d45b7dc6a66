import type { Delimiter, Encoding } from "@/lib/model/file";
import { sizeIn } from "@/lib/pipeline/read/decode";
import { recordShape } from "@/lib/pipeline/read/quotes";

/** What was cut out of a file: it begins behind a line end. */
export type Excerpt = {
  text: string;
  delimiter: Delimiter;
  encoding: Encoding;
  /** The longest row that a run takes. */
  recordBytesMax: number;
  /** Whether the file ends where it does. */
  endsFile: boolean;
};

/** Places in the text between which there are whole rows of the file, and nothing else. */
export type CertainRows = { from: number; to: number };

/**
 * The rows of an excerpt that are rows of any file that it is cut out of and that a run can read; null where there are none,
 * `unreadable` where no such file has it. A line end is either that of a row, or within a cell in quotes: both are followed, and a
 * way is left once a quote or the length of a row contradicts it. Where both come to the same row, they agree from there on.
 */
export function certainRows(excerpt: Excerpt): CertainRows | null | "unreadable" {
  const plain: Way = { at: 0, state: "going" };
  const quoted: Way = { at: 0, state: "going" };
  step(quoted, excerpt, true);
  const firstEnd = quoted.state === "going" ? quoted.at : null;
  for (;;) {
    if (plain.state === "wrong" && quoted.state === "wrong") return "unreadable";
    if (quoted.state === "wrong") return rowsFrom(plain.at, 0, excerpt);
    if (plain.state === "wrong") return firstEnd === null ? null : rowsFrom(quoted.at, firstEnd, excerpt);
    if (plain.at === quoted.at && plain.state === "going" && quoted.state === "going") {
      return rowsFrom(plain.at, plain.at, excerpt);
    }
    const [behind, ahead] = plain.at <= quoted.at ? [plain, quoted] : [quoted, plain];
    const next = behind.state === "going" ? behind : ahead;
    if (next.state !== "going") return null;
    step(next, excerpt);
  }
}

/** Where the last whole row ends of a text that a file begins with; 0 for none. */
export function lastRowEnd(excerpt: Excerpt): number | "unreadable" {
  const rows = rowsFrom(0, 0, excerpt);
  return rows === "unreadable" ? rows : (rows?.to ?? 0);
}

/** Where so many rows end of a text that a file begins with. */
export function rowEnd(excerpt: Excerpt, rows: number): number {
  const way: Way = { at: 0, state: "going" };
  for (let row = 0; row < rows && way.state === "going"; row++) step(way, excerpt);
  return way.at;
}

/** `at`: where its next row begins; `open`: that row does not end within the text. */
type Way = { at: number; state: "going" | "open" | "wrong" };

function step(way: Way, excerpt: Excerpt, isInQuotes = false): void {
  const { text, endsFile } = excerpt;
  if (way.at >= text.length && !isInQuotes) {
    way.state = "open";
    return;
  }
  const { end, openQuote, badQuote } = shapeOf(excerpt, way.at, isInQuotes);
  const to = end === -1 ? text.length : end;
  if (badQuote || isTooLong(excerpt, way.at, to) || (endsFile && openQuote !== -1)) way.state = "wrong";
  else if (end === -1) way.state = "open";
  else way.at = end;
}

/** As if the cell that the text begins in had begun with it. */
function shapeOf({ text, delimiter }: Excerpt, at: number, isInQuotes: boolean) {
  if (!isInQuotes) return recordShape(text, delimiter, at);
  const shape = recordShape(`"${text}`, delimiter);
  return { ...shape, end: shape.end === -1 ? -1 : shape.end - 1 };
}

function isTooLong({ text, encoding, recordBytesMax }: Excerpt, from: number, to: number): boolean {
  // No unit of UTF-16 takes more than four bytes; few rows have to be measured, with LF only as a run has them.
  if ((to - from) * 4 <= recordBytesMax) return false;
  const end = text[to - 1] === "\n" ? to - 1 : to;
  return sizeIn(text.slice(from, end).replaceAll("\r\n", "\n"), encoding) > recordBytesMax;
}

/** The rows from a place on where one begins for certain; `seen`: up to where they have been found to be right. */
function rowsFrom(seen: number, from: number, excerpt: Excerpt): CertainRows | null | "unreadable" {
  const way: Way = { at: seen, state: "going" };
  while (way.state === "going") step(way, excerpt);
  if (way.state === "wrong") return "unreadable";
  const to = excerpt.endsFile ? excerpt.text.length : way.at;
  return to > from ? { from, to } : null;
}
