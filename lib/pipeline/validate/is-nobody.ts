import type { CsvRecord } from "@/lib/model/file";
import type { Prepared } from "@/lib/pipeline/validate/prepare-mapping";
import { trimCell } from "@/lib/values/text";

/**
 * Whether a record has neither an ID nor an address, as a line of totals has: then it is no person's row, and nobody can
 * be missing because of it. With the wrong number of cells only a blank first column is certain to be the blank ID.
 */
export function isNobody({ standard, width }: Prepared, { cells }: CsvRecord): boolean {
  if (!isBlank(cells[standard.id])) return false;
  if (cells.length !== width && standard.id !== 0) return false;
  return isBlank(cells[standard.email]) && !cells.some((cell) => cell.includes("@"));
}

function isBlank(cell = ""): boolean {
  return cell === "" || trimCell(cell) === "";
}
