import type { CsvRecord, ReadSettings } from "@/lib/model/file";
import type { Issue } from "@/lib/model/issue";
import { cutBlocks } from "@/lib/pipeline/read/blocks";
import type { PlaceInFile } from "@/lib/pipeline/read/numbering";
import { fileTooLarge } from "@/lib/pipeline/read/problems";
import { openReader } from "@/lib/pipeline/read/reader";
import { checkRowCount, rowCountIn } from "@/lib/pipeline/read/row-count";
import type { RowList } from "@/lib/pipeline/row-list";

export type ReadPart =
  | { kind: "header"; header: string[]; row: number; line: number }
  | { kind: "records"; records: CsvRecord[]; bytesDone: number }
  /** The last one. `blankRows`: records whose cells are all blank, which are nobody. `leftOut`: `footerRows`. */
  | { kind: "end"; blankRows: RowList; leftOut: CsvRecord[]; warnings: Issue[] };

/**
 * Bytes come in; the trimmed header and then numbered records go out, and nothing is dropped before it is numbered.
 * Blank lines and records of blank cells are numbered but are not given. What comes out does not depend on how the bytes were cut.
 *
 * Memory: one block and one record. Throws a `file_blocked` error for a file that cannot be used; a header without
 * records is not one, see `noRows`. `placeInFile`: of bytes that were cut out of a file.
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  settings: ReadSettings,
  placeInFile: PlaceInFile | null = null,
): AsyncGenerator<ReadPart> {
  const reader = openReader(settings, placeInFile);
  const { footerRows, hasRowCount = false } = settings;
  /** How many records at the end are not given as rows: totals, and the line that counts. */
  const held = footerRows + (hasRowCount ? 1 : 0);
  let isHeaderGiven = false;
  let bytesDone = 0;
  let rows = 0;
  /** The last records so far, which may be among the last of the file. */
  let last: CsvRecord[] = [];

  for await (const block of cutBlocks(bytes, settings.encoding)) {
    bytesDone += block.length;
    if (bytesDone > settings.sizeBytesMax) throw fileTooLarge(settings.sizeBytesMax);
    yield* give(reader.push(block));
  }
  yield* give(reader.end());
  if (hasRowCount) {
    const line = last.pop() ?? null;
    // A last line that is no count is a row itself, and what was held back before it begins one row later.
    const more = line && rowCountIn(line.cells) === null ? last.length + 1 - footerRows : 0;
    checkRowCount(line, rows + Math.max(0, more));
  }
  yield { kind: "end", blankRows: reader.blankRows(), leftOut: last, warnings: reader.warnings() };

  function* give(read: CsvRecord[]): Generator<ReadPart> {
    const known = held > 0 ? [...last, ...read] : read;
    const records = held > 0 ? known.slice(0, -held) : known;
    last = known.slice(records.length);
    rows += records.length;
    const header = reader.header();
    if (header && !isHeaderGiven) {
      isHeaderGiven = true;
      yield { kind: "header", header, ...reader.headerAt() };
    }
    if (records.length > 0) yield { kind: "records", records, bytesDone };
  }
}
