import type { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { formatNumber } from "@/lib/format/number";
import type { Encoding } from "@/lib/model/file";
import { blocked } from "@/lib/pipeline/blocked";
import type { Place } from "@/lib/pipeline/read/places";

/** What a place reads like in a sentence. */
function spell({ line, column, byte }: Place): string {
  return `line ${line}, column ${column} (byte ${byte})`;
}

export const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  "utf-8": "UTF-8",
  "windows-1252": "Windows-1252",
  "utf-16le": "UTF-16 (little-endian)",
  "utf-16be": "UTF-16 (big-endian)",
};

export function fileEmpty(): AppError {
  return blocked({
    code: "file_empty",
    message: "The file is empty.",
    remedy: "Check that the export has finished and wrote its rows. Nothing was changed.",
  });
}

export function fileTooLarge(sizeBytesMax: number): AppError {
  return blocked({
    code: "file_too_large",
    message: `The file is larger than ${formatBytes(sizeBytesMax)}, the limit of this sync.`,
    remedy: "Export fewer columns or split the list, or raise the limit in the file settings of the sync.",
  });
}

export function tooManyRows(rowsMax: number, at: { row: number; line: number }): AppError {
  return blocked({
    code: "file_too_many_rows",
    message: `The file has more than ${formatNumber(rowsMax)} ${rowsMax === 1 ? "row" : "rows"}, the limit of this sync: line ${at.line} is one too many.`,
    remedy: "Split the list, or raise the limit in the file settings of the sync.",
    ...at,
  });
}

export function notDecodable(encoding: Encoding, bad: Buffer, place: Place): AppError {
  const [byte] = bad;
  const found = byte === undefined ? "an incomplete character" : `the byte 0x${hex(byte)}`;
  const name = ENCODING_NAMES[encoding];
  return blocked({
    code: encoding === "utf-8" ? "file_not_utf8" : "file_encoding",
    message: `The file is not valid ${name}: ${found} at ${spell(place)} belongs to no character.`,
    remedy:
      encoding === "utf-8"
        ? "Export the file as UTF-8. If the system can only write Windows-1252 (ANSI), choose that as the encoding in the file settings of the sync."
        : "Export the file as UTF-8 and choose UTF-8 as the encoding in the file settings of the sync.",
    line: place.line,
  });
}

/** `as`: a word as Windows-1252 has it, and as UTF-8 does. */
export function isUtf8Instead(place: Place, as: { windows1252: string; utf8: string }): AppError {
  return blocked({
    code: "file_encoding",
    message: `The file is UTF-8, but this sync reads Windows-1252, which would turn “${as.utf8}” into “${as.windows1252}” (${spell(place)}).`,
    remedy:
      "Choose UTF-8 as the encoding in the file settings of the sync, or export the file as Windows-1252 again. Nothing was changed.",
    line: place.line,
  });
}

export function hasNul(place: Place): AppError {
  return blocked({
    code: "file_nul",
    message: `The file has a NUL character at ${spell(place)}. Text files have none.`,
    remedy:
      "Export the file again. If NUL characters come back, the export or the transfer damages the file.",
    line: place.line,
  });
}

export function unclosedQuote(opened: Place, why: string): AppError {
  return blocked({
    code: "file_unclosed_quote",
    message: `A quoted cell that starts at ${spell(opened)} is never closed: ${why}.`,
    remedy:
      'Close the quote on that line, and write a quote inside a cell as two quotes (""). If the line looks right, the file was cut off: export it again.',
    line: opened.line,
  });
}

export function badQuote(closed: Place, opened: Place, text: string): AppError {
  return blocked({
    code: "file_bad_quote",
    message: `Text follows a closing quote at ${spell(closed)}: “${text}”. The quoted cell starts at ${spell(opened)}.`,
    remedy:
      'Write a quote inside a quoted cell as two quotes (""), and put nothing between the closing quote and the next separator. If that line looks right, the quote that opens the cell may be the stray one.',
    line: closed.line,
  });
}

export function strayQuotes(opens: Place, closes: Place): AppError {
  return blocked({
    code: "file_bad_quote",
    message: `Two quotes make one cell of whole rows: it opens at ${spell(opens)} and closes at ${spell(closes)}, and both lines look like rows of their own.`,
    remedy:
      'Remove both quotes, or write a quote that belongs to a value as two quotes ("") inside a quoted cell. Nothing was changed.',
    line: opens.line,
  });
}

export function cutOff(place: Place, row: number): AppError {
  return blocked({
    code: "file_unclosed_quote",
    message: `The file stops in the middle of row ${row}, at ${spell(place)}: it ends with a quote inside a cell, without the rest of the row.`,
    remedy:
      "The file was probably cut off while it was written or sent. Export it again, and end the last row with a line break.",
    row,
    line: place.line,
  });
}

export function recordTooLong(recordBytesMax: number, place: Place): AppError {
  return blocked({
    code: "file_record_too_long",
    message: `The row that starts on line ${place.line} (byte ${place.byte}) is longer than ${formatBytes(recordBytesMax)}, the limit of this sync.`,
    remedy:
      "Check that the rows end with line breaks. The limit can be raised in the file settings of the sync.",
    line: place.line,
  });
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

/** For a file with a header and nothing below it, or nothing but rows that do not count (`leftOut`: why). `read` gives no records then; the run decides whether it is held. */
export function noRows(leftOut: string | null = null): AppError {
  if (leftOut !== null) {
    return blocked({
      code: "file_no_rows",
      message: `The file has no rows to import. ${leftOut}`,
      remedy:
        "Check the export, and the rows to import in the column mapping of the sync. Nothing was changed.",
    });
  }
  return blocked({
    code: "file_no_rows",
    message: "The file has a header but no rows.",
    remedy: "Check the export: it wrote the column names but no people. Nothing was changed.",
  });
}
