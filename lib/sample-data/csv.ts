import { type Column, HEADER, type Row } from "@/lib/sample-data/people";

/** The file of these people, as an HR system would write it. */
export function csvOf(rows: readonly Row[]): string {
  const line = (cells: readonly string[]) => cells.map(quote).join(",");
  return `${[line(HEADER), ...rows.map((row) => line(HEADER.map((column: Column) => row[column])))].join("\n")}\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
