import { formatNumber } from "@/lib/format/number";
import { blocked } from "@/lib/pipeline/blocked";
import { damaged, KIND_NAMES } from "@/lib/pipeline/unpack/problems";
import { formattedText, isoText, unescaped } from "@/lib/pipeline/unpack/xlsx/cell-text";
import type { NumberFormat } from "@/lib/pipeline/unpack/xlsx/number-formats";
import { type Book, readXml } from "@/lib/pipeline/unpack/xlsx/read-xml";
import type { SharedStrings } from "@/lib/pipeline/unpack/xlsx/shared-strings";
import type { ZipEntry } from "@/lib/pipeline/unpack/zip";

/** The most that Excel itself has. What a sheet says of its own size counts for nothing. */
const ROWS_MAX = 1_048_576;
const COLUMNS_MAX = 16_384;
const ROW_CHARS_MAX = 4_000_000;

type Sheet = {
  part: ZipEntry;
  strings: SharedStrings;
  formats: readonly NumberFormat[];
  is1904: boolean;
};

/**
 * The rows of a sheet as CSV: a line for each row, also for those that are missing, so that they keep their numbers; none behind the last
 * with a value. A row ends at its last cell with a value.
 */
export async function* sheetRows(book: Book, { part, ...sheet }: Sheet): AsyncGenerator<Uint8Array> {
  const rows = collectRows(book, sheet);
  for await (const _ of readXml(book, part, rows)) {
    const text = rows.take();
    if (text !== "") yield Buffer.from(text);
  }
}

function collectRows(book: Book, { strings, formats, is1904 }: Omit<Sheet, "part">) {
  let out = "";
  let row = 0;
  /** Rows without a value since the last with one. */
  let blank = 0;
  let cells: string[] = [];
  let chars = 0;
  let column = -1;
  let cell = { type: "n", style: 0, isFormula: false, hasValue: false };
  let text = "";
  let isText = false;
  let aside = 0;
  let isInCell = false;

  return {
    take(): string {
      const taken = out;
      out = "";
      return taken;
    },
    open(tag: string, attributes: Readonly<Record<string, string>>): void {
      if (tag === "row") openRow(attributes.r);
      else if (tag === "c") openCell(attributes);
      else if (!isInCell) return;
      else if (tag === "f") cell.isFormula = true;
      else if (tag === "rPh") aside++;
      else if (tag === "v" || tag === "t") {
        isText = true;
        if (tag === "v") cell.hasValue = true;
      }
    },
    text(more: string): void {
      if (isText && aside === 0) text += more;
    },
    close(tag: string): void {
      if (tag === "v" || tag === "t") isText = false;
      else if (tag === "rPh") aside--;
      else if (tag === "c") closeCell();
      else if (tag === "row") closeRow();
    },
  };

  function openRow(number: string | undefined): void {
    const next = number === undefined ? row + 1 : Number(number);
    if (!Number.isInteger(next) || next <= row || next > ROWS_MAX)
      throw broken(`row ${row + 1} has a wrong number`);
    blank += next - row - 1;
    row = next;
    cells = [];
    chars = 0;
    column = -1;
  }

  function openCell({ r, t = "n", s }: Readonly<Record<string, string>>): void {
    const next = r === undefined ? column + 1 : columnOf(r);
    if (next === null || next <= column || next >= COLUMNS_MAX)
      throw broken(`row ${row} has a cell in a wrong place`);
    column = next;
    cell = { type: t, style: s === undefined ? 0 : Number(s), isFormula: false, hasValue: false };
    text = "";
    isInCell = true;
  }

  function closeCell(): void {
    isInCell = false;
    const value = cellText();
    if (value === "") return;
    chars += value.length;
    if (chars > ROW_CHARS_MAX) throw tooLong(row);
    while (cells.length < column) cells.push("");
    cells.push(value.includes(",") || value.includes('"') || value.includes("\n") ? quoted(value) : value);
  }

  function cellText(): string {
    // exempt(switch): a type is a text of the file, and numbers have none or an unknown one.
    switch (cell.type) {
      case "s": {
        const shared = text === "" ? "" : strings.get(Number(text));
        if (shared === null) throw broken(`row ${row} has a text that is missing`);
        return shared;
      }
      case "inlineStr":
      case "str":
        return unescaped(text);
      case "b":
        return text.trim() === "1" ? "TRUE" : text === "" ? "" : "FALSE";
      case "e":
        return text || "#N/A";
      case "d":
        return isoText(text);
      default:
        // A program that wrote a formula without its result: what it comes to is not known, and no blank.
        if (cell.isFormula && !cell.hasValue) return "#N/A";
        return text === "" ? "" : formattedText(text, formats[cell.style] ?? null, is1904);
    }
  }

  function closeRow(): void {
    if (cells.length === 0) {
      blank++;
      return;
    }
    out += "\n".repeat(blank);
    blank = 0;
    out += cells.join(",");
    out += "\n";
  }

  function broken(what: string) {
    return damaged(book.name, KIND_NAMES.workbook, what);
  }
}

function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

const LETTER_A = 65;

/** `C7` -> 2. Null for what is no address of a cell. */
function columnOf(address: string): number | null {
  let column = 0;
  let at = 0;
  for (; at < address.length && at < 4; at++) {
    const letter = address.charCodeAt(at) - LETTER_A;
    if (letter < 0 || letter > 25) break;
    column = column * 26 + letter + 1;
  }
  return at === 0 || at > 3 ? null : column - 1;
}

function tooLong(row: number) {
  return blocked({
    code: "file_record_too_long",
    message: `Row ${formatNumber(row)} of the sheet has more than ${formatNumber(ROW_CHARS_MAX)} characters.`,
    remedy: "Check what is in it: a list of people has short cells. Nothing was changed.",
    row,
  });
}
