import type { CsvRecord, ReadSettings } from "@/lib/model/file";
import { checkHeader } from "@/lib/pipeline/read/header";
import { countNewlines } from "@/lib/pipeline/read/places";
import { tooManyRows } from "@/lib/pipeline/read/problems";
import { strayCell } from "@/lib/pipeline/read/quotes";
import { createRowList } from "@/lib/pipeline/row-list";

/**
 * What no cell of a plain record has: control characters other than line breaks. As a negated set of characters,
 * this is three times as quick as `\p{Cc}`.
 */
const CONTROLS = /[^\n\x20-\x7e\xa0-\u2027\u202a-\uffff]/;

/** Throws for two quotes that are stray: those of a cell, in a record of `data`. */
type RefuseStray = (record: number, cell: number) => never;

/**
 * Where a record is in its file, of a text that was put together from pieces of one: the record is number `row` of the text, on its
 * line `line`, both from 1. May throw, when they are not what was expected.
 */
export type PlaceInFile = (row: number, line: number) => { row: number; line: number };

/** Numbers every record before anything is dropped, takes the header out, and leaves blank records behind. */
export function createNumbering(settings: ReadSettings, placeInFile: PlaceInFile | null = null) {
  let header: string[] | null = null;
  let headerAt = { row: 1, line: 1 };
  let row = 1;
  let line = 1;
  let rows = 0;
  const blankRows = createRowList();

  return {
    header: () => header,
    headerAt: () => headerAt,
    /** The line that the next record starts on. */
    line: () => line,
    /** Records below the header whose cells are all blank. Blank lines are not among them. */
    blankRows: blankRows.list,
    /** `data` as parsed from the beginning of `text`; `newlines` line ends are in it, also those inside of cells. */
    take(data: readonly string[][], newlines: number, text: string, refuseStray: RefuseStray): CsvRecord[] {
      const breaks = newlines === data.length ? null : breaksIn(text);
      // One look at the whole text costs less than one at every cell.
      const hasControls = CONTROLS.test(text);
      const records: CsvRecord[] = [];
      for (const [index, cells] of data.entries()) {
        const at = placeInFile?.(row, line) ?? { row, line };
        row += 1;
        const inside = breaks === null ? 0 : breaks(cells);
        line += 1 + inside;
        if (at.row < settings.headerRow) continue;
        if (inside > 0 && !settings.isSheet) {
          const stray = strayCell(cells, header?.length ?? cells.length, settings.delimiter);
          if (stray !== -1) refuseStray(index, stray);
        }
        if (isBlankRecord(cells)) {
          if (header && cells.length > 1) blankRows.add(at.row);
          continue;
        }
        if (!header) {
          headerAt = at;
          header = checkHeader(cells, at, settings);
          continue;
        }
        if (++rows > settings.rowsMax) throw tooManyRows(settings.rowsMax, at);
        const isPlain = inside === 0 && !(hasControls && cells.some((cell) => CONTROLS.test(cell)));
        const whole = settings.isSheet ? asWide(cells, header.length) : cells;
        records.push({ row: at.row, line: at.line, cells: whole, isPlain });
      }
      return records;
    },
  };
}

/** The row of a sheet with the blank cells that are not stored behind its last one. */
function asWide(cells: readonly string[], width: number): readonly string[] {
  return cells.length >= width ? cells : [...cells, ...Array<string>(width - cells.length).fill("")];
}

/** Most records are recognized by their first cell. */
function isBlankRecord(cells: readonly string[]): boolean {
  for (const cell of cells) if (!isBlank(cell)) return false;
  return true;
}

// 0x1A is the end mark of DOS files, which some systems still write.
function isBlank(cell: string): boolean {
  return (
    cell === "" ||
    cell === "\x1a" ||
    ((cell.charCodeAt(0) < 0x21 || cell.charCodeAt(0) > 0x7e) && cell.trim() === "")
  );
}

/**
 * For one record of `text` after the other: how many line breaks its cells have. Cells are looked into only where the
 * text has a quote: a record without one is as long as its cells and separators, and a third as costly to pass.
 */
function breaksIn(text: string): (cells: readonly string[]) => number {
  let start = 0;
  let quote = text.indexOf('"');
  return (cells) => {
    let end = start + cells.length - 1;
    for (const cell of cells) end += cell.length;
    // Up to its first quote a record is what its cells are: one with a quote has it at `end` at the latest (`,""`).
    if (quote === -1 || quote > end) {
      start = end + 1;
      return 0;
    }
    let count = 0;
    for (const cell of cells) count += countNewlines(cell);
    end = text.indexOf("\n", start);
    for (let more = count; more > 0; more--) end = text.indexOf("\n", end + 1);
    start = end + 1;
    quote = text.indexOf('"', start);
    return count;
  };
}
