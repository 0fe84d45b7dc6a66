import Papa from "papaparse";
import type { Delimiter } from "@/lib/model/file";

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
  // The line it opens on is a whole row by itself, with an address where the record has its own.
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
