import type { AppError } from "@/lib/errors";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { CsvRecord } from "@/lib/model/file";
import { blocked } from "@/lib/pipeline/blocked";

const COUNT = /^#\s?rows\s?=\s?(\d{1,15})$/i;

/** The count of a last line `#rows=820`, also with separators behind it; null for any other record. */
export function rowCountIn(cells: readonly string[]): number | null {
  const [first = "", ...others] = cells;
  if (others.some((cell) => cell.trim() !== "")) return null;
  const count = COUNT.exec(first.trim())?.[1];
  return count === undefined ? null : Number(count);
}

/** Holds the rows that were read to the last line. Throws `file_blocked` when it is missing or says another number. */
export function checkRowCount(last: CsvRecord | null, rows: number): void {
  const said = last && rowCountIn(last.cells);
  if (said === rows) return;
  throw said === null ? noRowCount(last, rows) : wrongRowCount(said, rows, last);
}

function noRowCount(last: CsvRecord | null, rows: number): AppError {
  return blocked({
    code: "row_count_missing",
    message: `The file ends without its number of rows: ${plural(rows, "row")} and no last line such as #rows=${rows}.`,
    remedy: `The upload or the export may have been cut off. Check that the export has finished. ${OFF}`,
    row: last?.row ?? null,
    line: last?.line ?? null,
  });
}

function wrongRowCount(said: number, rows: number, last: CsvRecord | null): AppError {
  return blocked({
    code: "row_count_wrong",
    message: `The last line says ${plural(said, "row")} (#rows=${said}), but the file has ${formatNumber(rows)}.`,
    remedy: `Rows are missing, or there are too many. These are the rows below the header without blank rows and without the rows that are left out at the end. ${OFF}`,
    row: last?.row ?? null,
    line: last?.line ?? null,
  });
}

const OFF = "If the file has no such line, turn it off in the file settings of the sync.";
