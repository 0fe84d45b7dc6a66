import { checkHeader } from "@/lib/sync/read/header";
import { countNewlines } from "@/lib/sync/read/places";
import { tooManyRows } from "@/lib/sync/read/problems";
import type { CsvRecord, ReadSettings } from "@/lib/sync/types";

/** Numbers every record before anything is dropped, takes the header out, and leaves blank lines behind. */
export function createNumbering(settings: ReadSettings) {
  let header: string[] | null = null;
  let row = 1;
  let line = 1;
  let rows = 0;

  return {
    header: () => header,
    /** The line that the next record starts on. */
    line: () => line,
    /** `data` as parsed; `newlines` line ends are in it, also those inside of cells. */
    take(data: readonly string[][], newlines: number): CsvRecord[] {
      const isOneLineEach = newlines === data.length;
      const records: CsvRecord[] = [];
      for (const cells of data) {
        const at = { row: row++, line };
        line += isOneLineEach ? 1 : 1 + newlinesIn(cells);
        if (cells.length === 1 && isBlank(cells[0])) continue;
        if (!header) {
          header = checkHeader(cells, at, settings);
          continue;
        }
        if (++rows > settings.rowsMax) throw tooManyRows(settings.rowsMax, at);
        records.push({ row: at.row, line: at.line, cells });
      }
      return records;
    },
  };
}

// 0x1A is the end mark of DOS files, which some systems still write.
function isBlank(cell = ""): boolean {
  return cell === "" || cell.trim() === "" || cell === "\x1a";
}

function newlinesIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) count += countNewlines(cell);
  return count;
}
