import type { Opened, Packed } from "@/lib/pipeline/unpack/layer";
import { readStyles } from "@/lib/pipeline/unpack/xlsx/number-formats";
import type { Book } from "@/lib/pipeline/unpack/xlsx/read-xml";
import { readSharedStrings, type SharedStrings } from "@/lib/pipeline/unpack/xlsx/shared-strings";
import { sheetRows } from "@/lib/pipeline/unpack/xlsx/sheet-rows";
import { chooseSheet, readWorkbook } from "@/lib/pipeline/unpack/xlsx/workbook";
import type { Archive, ZipEntry } from "@/lib/pipeline/unpack/zip";

type Wanted = { sheet: string | null; scratch: string };

/** The part that names all others; null for a zip file that is no workbook. */
export function workbookOf({ entries }: Archive): ZipEntry | null {
  return entries.find(({ name }) => /^xl\/workbook\d*\.xml$/i.test(name)) ?? null;
}

/**
 * One sheet of an Excel workbook as CSV in UTF-8 with commas. Everything that is unpacked for it counts.
 * yauzl and saxes, not a library for workbooks: on 100,000 rows of 15 columns those had peaks of 290 MB (exceljs) to 560 MB (SheetJS);
 * xlsx-stream-reader had 154 MB and took four to six times as long as exceljs and hucre.
 */
export async function openWorkbook(
  packed: Packed,
  archive: Archive,
  wanted: Wanted & { workbook: ZipEntry },
): Promise<Opened> {
  const { name, budget, signal } = packed;
  const meter = budget.meter(name);
  const onBytes = (bytes: number) => {
    signal.throwIfAborted();
    meter(bytes);
  };
  const book: Book = { archive, name, onBytes };
  const { sheets, is1904, ...parts } = await readWorkbook(book, wanted.workbook);
  const sheet = chooseSheet(sheets, name, wanted.sheet);
  const formats = await readStyles(book, parts.styles);
  let strings: SharedStrings | null = null;
  async function* bytes() {
    strings = await readSharedStrings(book, parts.strings, `${wanted.scratch}.strings`);
    yield* sheetRows(book, { part: sheet.part, strings, formats, is1904 });
  }
  return {
    name: `sheet “${sheet.name}”`,
    layer: name,
    bytes: bytes(),
    sheet: sheet.name,
    others: sheets.filter((each) => each !== sheet && !each.isHidden).map((each) => each.name),
    close: async () => {
      strings?.close();
      archive.zip.close();
    },
  };
}
