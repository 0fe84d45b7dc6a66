import Papa from "papaparse";
import type { Delimiter } from "@/lib/model/file";

/** What the first record of a text comes to. Places count in UTF-16 units from the start of the text. */
export type RecordShape = {
  /** After its line end; -1 when the record does not end within the text. */
  end: number;
  /** The quote that does not close; -1 when all close. */
  openQuote: number;
  /** The first closing quote that text follows, and the quote that opened its cell. */
  badQuote: { at: number; opened: number } | null;
};

/**
 * Walks the record at `from`, by papaparse's rules: white space may follow a closing quote; after a bad one the cell
 * continues to the next that closes. Linear. For the rare paths only: papaparse does not say where a record ends.
 */
export function recordShape(text: string, delimiter: Delimiter, from = 0): RecordShape {
  let badQuote: RecordShape["badQuote"] = null;
  let cell = from;
  let newline = text.indexOf("\n", from);
  for (;;) {
    let after = cell;
    if (text[cell] === '"') {
      let found = closingQuote(text, cell + 1, delimiter);
      while (found.isBad) {
        badQuote ??= { at: found.quote, opened: cell };
        found = closingQuote(text, found.quote + 1, delimiter);
      }
      if (found.quote === -1) return { end: -1, openQuote: cell, badQuote };
      after = found.after;
      if (newline !== -1 && newline < after) newline = text.indexOf("\n", after);
    }
    const next = text.indexOf(delimiter, after);
    if (next === -1 || (newline !== -1 && newline < next)) {
      return { end: newline === -1 ? -1 : newline + 1, openQuote: -1, badQuote };
    }
    cell = next + 1;
  }
}

/** The quotes around the cell that is number `index` (from 0) of the record at `from`. */
export function quotesOf(
  text: string,
  delimiter: Delimiter,
  { from, index }: { from: number; index: number },
): { opens: number; closes: number } {
  let cell = from;
  for (let left = index; ; left--) {
    const found = text[cell] === '"' ? closingQuote(text, cell + 1, delimiter) : null;
    if (left === 0) return { opens: cell, closes: found?.quote ?? cell };
    cell = text.indexOf(delimiter, found?.after ?? cell) + 1;
  }
}

/**
 * Whether a file without a last line end looks cut off right behind an inner quote: `1,"say "` of `1,"say ""hi"""`.
 * Papaparse sees a closed cell there. Two signs show it: cells are missing, or the
 * cell has swallowed whole rows, so that its last line is as wide as the header.
 */
export function stopsAtQuote(
  text: string,
  cells: readonly string[],
  width: number,
  delimiter: Delimiter,
): boolean {
  const last = cells.at(-1) ?? "";
  const raw = `"${last.replaceAll('"', '""')}"\n`;
  const before = text[text.length - raw.length - 1];
  const isQuoted = text.endsWith(raw) && (before === undefined || before === delimiter || before === "\n");
  if (!isQuoted) return false;
  if (cells.length < width) return true;
  const lines = last.split("\n");
  return width > 1 && lines.length > 1 && lines.at(-1)?.split(delimiter).length === width;
}

function closingQuote(text: string, from: number, delimiter: Delimiter) {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  let after = quote + 1;
  while (quote !== -1 && after < text.length && text[after] !== delimiter && text[after] !== "\n") {
    if (text[after]?.trim() !== "") return { quote, after, isBad: true };
    after++;
  }
  return { quote, after, isBad: false };
}

const ADDRESS = /[^\s@,;"<>]@[^\s@,;"<>]+\.[^\s@,;"<>]/;

/**
 * The cell of a record that has probably swallowed whole rows between two stray quotes; -1 when there is none. Such a
 * cell opens and closes on lines that are each as wide as the header, and the second has an address.
 * For the rare records with line breaks. `width`: cells of the header.
 */
export function strayCell(cells: readonly string[], width: number, delimiter: Delimiter): number {
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? "";
    const lastBreak = cell.lastIndexOf("\n");
    if (lastBreak === -1) continue;
    // The cells before are in here for a row that was swallowed: nearly all cells of several values are out by this.
    if (at > 0 && cell.indexOf(delimiter, lastBreak) === -1 && !cell.includes('"')) continue;
    const lines = { before: cells.slice(0, at), cell, after: cells.slice(at + 1) };
    if (hasSwallowedRows(lines, width, delimiter)) return at;
  }
  return -1;
}

type Lines = { before: readonly string[]; cell: string; after: readonly string[] };

function hasSwallowedRows({ before, cell, after }: Lines, width: number, delimiter: Delimiter): boolean {
  const isWide = (line: readonly string[]) => line.length === width;
  const plain = [...before, ...lineAt(cell, 0).split(delimiter)];
  // The line it opens on is a complete row, with an address where the record has its own.
  const own = before.length + 1;
  if (isWide(plain) && after.some((text, at) => isAddress(text) && isAddress(plain[own + at]))) return true;
  const closings = closingLines(cell, after, delimiter).filter(isWide);
  if (!closings.some(hasAddress)) return false;
  // Of the other ways to read the line many are tried: they have to agree on which column has the addresses.
  return (
    isWide(plain) ||
    openingLines(before, cell, delimiter)
      .filter(isWide)
      .some((opening) =>
        closings.some((closing) => opening.some((text, at) => isAddress(text) && isAddress(closing[at]))),
      )
  );
}

/** What the line may be that the cell opens on, if its quote is not the only one that is stray. */
function openingLines(before: readonly string[], cell: string, delimiter: Delimiter): string[][] {
  const line = [...before, lineAt(cell, 0)].join(delimiter);
  return [
    // Quotes of the cells before.
    line.slice(line.lastIndexOf("\n") + 1).split(delimiter),
    // The closing quote of a good cell, which was doubled.
    ...quotesIn(cell).map((quote) => [...before, ...lineAt(cell, quote).split(delimiter)]),
  ];
}

/** The same of the line that it closes on. */
function closingLines(cell: string, after: readonly string[], delimiter: Delimiter): string[][] {
  const lastLine = lineBefore(cell, cell.length);
  // The opening quote of a good cell, which was doubled.
  const starts = quotesIn(cell).map((quote) => lineBefore(cell, quote));
  const lines = [lastLine, ...starts].map((text) => [...text.split(delimiter), ...after]);
  // Quotes of the cells after.
  lines.push(lineAt([lastLine, ...after].join(delimiter), 0).split(delimiter));
  // The quote that closes it may be one that opens a good cell.
  if (after.some((text) => text.includes('"'))) {
    const alone = [`${lastLine}"`, ...after].join(delimiter);
    lines.push(Papa.parse<string[]>(alone, { delimiter, newline: "\n" }).data[0] ?? []);
  }
  return lines;
}

// Each of them costs a look at its line.
const QUOTES_TRIED_MAX = 20;

function quotesIn(text: string): number[] {
  const found: number[] = [];
  let at = text.indexOf('"');
  for (; at !== -1 && found.length < QUOTES_TRIED_MAX; at = text.indexOf('"', at + 1)) found.push(at);
  return found;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf("\n", from);
  return text.slice(from, end === -1 ? text.length : end);
}

function lineBefore(text: string, to: number): string {
  const before = text.slice(0, to);
  return before.slice(before.lastIndexOf("\n") + 1);
}

function hasAddress(line: readonly string[]): boolean {
  return line.some(isAddress);
}

function isAddress(text = ""): boolean {
  return ADDRESS.test(text);
}
