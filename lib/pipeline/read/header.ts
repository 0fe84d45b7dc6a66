import { fullStop } from "@/lib/format/full-stop";
import { formatNumber } from "@/lib/format/number";
import type { ReadSettings } from "@/lib/model/file";
import { blocked } from "@/lib/pipeline/blocked";
import { withoutMark } from "@/lib/values/formula-escape";
import { sameText } from "@/lib/values/same-text";

type At = { row: number; line: number };

/** The header in the form that it is matched by. Throws when a column can't be distinguished from the others. */
export function checkHeader(cells: readonly string[], at: At, { columnsMax }: ReadSettings): string[] {
  // A single name with tabs was split at the wrong character, and is reported as it is.
  const isWhole = cells.length === 1 && cells[0]?.includes("\t");
  const header = isWhole
    ? cells.map((cell) => cell.trim())
    : cells.map((cell) => sameText(withoutMark(sameText(cell))));
  if (cells.some((cell) => cell.trim().includes("\r"))) throw oldLineEnds(at);
  if (header.length > columnsMax) throw tooMany(header.length, columnsMax, at);

  if (header.length <= 2 && /^sep=.?$/i.test(header[0] ?? "")) throw excelLine(at);

  const seen = new Map<string, number>();
  header.forEach((name, index) => {
    if (name === "") throw empty(index + 1, header.length, at);
    const first = seen.get(name);
    if (first !== undefined) throw duplicate(name, first + 1, index + 1, at);
    seen.set(name, index);
  });
  return header;
}

function oldLineEnds(at: At) {
  return blocked({
    code: "file_not_csv",
    message: `The lines of the file end in CR alone (line ${at.line}), as on old Macintosh computers; LF or CRLF is expected.`,
    remedy: 'Save the file with Unix or Windows line ends, in Excel as "CSV UTF-8 (comma delimited)".',
    ...at,
  });
}

function excelLine(at: At) {
  return blocked({
    code: "header_missing",
    message: `Line ${at.line} is a "sep=" line, which only Excel understands, where the header should be.`,
    remedy: "Remove that line: the header must come first.",
    ...at,
  });
}

function tooMany(found: number, columnsMax: number, at: At) {
  return blocked({
    code: "file_too_many_columns",
    message: `The header (line ${at.line}) has ${formatNumber(found)} columns; the limit of this sync is ${formatNumber(columnsMax)}.`,
    remedy: "Export fewer columns, or raise the limit in the file settings of the sync.",
    ...at,
  });
}

function empty(column: number, columns: number, at: At) {
  const isLast = column === columns;
  return blocked({
    code: "header_empty",
    message: `Column ${column} of ${columns} has no name in the header (line ${at.line}).`,
    remedy: isLast
      ? "Give the column a name, or remove the separator at the end of the header and of every row."
      : "Give the column a name in the header, or remove it from the export.",
    ...at,
  });
}

function duplicate(name: string, first: number, second: number, at: At) {
  return blocked({
    code: "header_duplicate",
    message: fullStop(
      `Columns ${first} and ${second} of the header (line ${at.line}) have the same name: ${name}`,
    ),
    remedy: "Rename one of them in the export, or remove it.",
    column: name,
    ...at,
  });
}
