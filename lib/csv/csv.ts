import Papa from "papaparse";
import { FORMULA_START } from "@/lib/values/formula-escape";
import { trimText } from "@/lib/values/text";

/** What Excel needs to see that a file is UTF-8. Our own reader drops it. */
export const BYTE_ORDER_MARK = "\ufeff";

/**
 * Rows -> lines of CSV: comma, CRLF, every cell quoted and trimmed. A cell that a spreadsheet would run as a formula
 * gets a `'` before it, which reading takes off again, so that `+358 40 1234567` comes back as it was.
 */
export function csvLines(rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => row.map(trimText));
  return `${Papa.unparse(cells, { quotes: true, newline: "\r\n", escapeFormulae: FORMULA_START })}\r\n`;
}
