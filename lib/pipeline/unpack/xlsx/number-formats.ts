import { type Book, readPart } from "@/lib/pipeline/unpack/xlsx/read-xml";
import type { ZipEntry } from "@/lib/pipeline/unpack/zip";

/** How numbers of a style are meant: as a day, a moment, a time, with leading zeros, or null as they are. */
export type NumberFormat = "date" | "datetime" | "time" | { digits: number } | null;

/** Formats that have no code in the file (ECMA-376, 18.8.30), also those of East Asian locales. */
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map([
  ...[14, 15, 16, 17].map((id) => [id, "date"] as const),
  ...[18, 19, 20, 21, 45, 46, 47].map((id) => [id, "time"] as const),
  [22, "datetime"] as const,
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"] as const),
  ...[32, 33, 34, 35, 55, 56].map((id) => [id, "time"] as const),
]);

/** The formats of all styles of a workbook, in the order in which cells number them. */
export async function readStyles(book: Book, part: ZipEntry | null): Promise<NumberFormat[]> {
  const codes = new Map<number, NumberFormat>(BUILT_IN);
  const formats: NumberFormat[] = [];
  let isInCells = false;
  if (!part) return formats;
  await readPart(book, part, {
    open(tag, { numFmtId, formatCode }) {
      if (tag === "cellXfs") isInCells = true;
      if (tag === "numFmt") codes.set(Number(numFmtId), formatOf(formatCode ?? ""));
      if (tag === "xf" && isInCells) formats.push(codes.get(Number(numFmtId ?? 0)) ?? null);
    },
    close(tag) {
      if (tag === "cellXfs") isInCells = false;
    },
  });
  return formats;
}

/** What a format code such as `dd.mm.yyyy` makes of a number: only its first part counts, which is for positive ones. */
export function formatOf(code: string): NumberFormat {
  const bare = code
    .slice(0, 200)
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .split(";", 1)[0]
    ?.toLowerCase()
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/g, "")
    .replace(/general/g, "")
    .trim();
  if (!bare) return null;
  if (/^0{2,20}$/.test(bare)) return { digits: bare.length };
  if (/[#0?]/.test(bare) && !/[ydhms]/.test(bare)) return null;
  const hasTime = /[hs]|\[m+\]/.test(bare);
  const hasDate = /[yd]/.test(bare) || (/m/.test(bare) && !hasTime);
  if (hasDate) return hasTime ? "datetime" : "date";
  return hasTime ? "time" : null;
}
