import { isUtf8 } from "node:buffer";
import { plural } from "@/lib/format/plural";
import type { CsvRecord } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import { windows1252Bytes } from "@/lib/pipeline/read/decoder";

/** What the first byte of a letter such as é becomes, and what its second becomes. */
const PAIR = /[\u00c2\u00c3][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/;

/** One such cell may be meant as it is. */
const CELLS_MIN = 2;

type Found = { record: CsvRecord; column: number; cell: string; meant: string };

/**
 * Looks for text that was UTF-8, was taken for Windows-1252 and encoded once more: `JÃ¶rg` for `Jörg`. Such a file can be
 * read without an error, so this is reported, once per file.
 */
export function watchForTwiceEncoded() {
  let first: Found | null = null;
  let count = 0;

  return {
    /** `text`: what the records were read from. One look at it costs less than one at every cell. */
    take(records: readonly CsvRecord[], text: string): void {
      if (!text.includes("\u00c3") && !text.includes("\u00c2")) return;
      for (const record of records) {
        for (const [column, cell] of record.cells.entries()) {
          const meant = PAIR.test(cell) ? decodedOnce(cell) : null;
          if (meant === null) continue;
          count += 1;
          first ??= { record, column, cell, meant };
        }
      }
    },
    warnings(header: readonly string[]): Issue[] {
      return first && count >= CELLS_MIN ? [encodedTwice(first, header, count)] : [];
    },
  };
}

/** What the text was before it was encoded a second time; null if it was not. */
function decodedOnce(text: string): string | null {
  const bytes = windows1252Bytes(text);
  return bytes && isUtf8(bytes) ? bytes.toString("utf8") : null;
}

function encodedTwice(
  { record, column, cell, meant }: Found,
  header: readonly string[],
  count: number,
): Issue {
  const { row, line } = record;
  return {
    severity: "warning",
    code: "encoded_twice",
    message: `Text seems to be encoded twice in ${plural(count, "cell")}: “${shown(cell)}” in row ${row} is probably “${shown(meant)}”`,
    row,
    line,
    csvId: null,
    email: null,
    column: header[column] ?? null,
    value: shown(cell),
  };
}

const SHOWN_CHARS_MAX = 80;

function shown(text: string): string {
  const chars = [...text.slice(0, SHOWN_CHARS_MAX * 2)];
  return chars.length > SHOWN_CHARS_MAX ? `${chars.slice(0, SHOWN_CHARS_MAX - 1).join("")}…` : text;
}
