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
 * goes on to the next that closes. Linear. For the rare paths only: papaparse does not say where a record ends.
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
 * Papaparse sees a closed cell there. Two signs tell: cells are missing, or the
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
