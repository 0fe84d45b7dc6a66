import { fullStop } from "@/lib/format/full-stop";
import { listNames, noSuchSheet, shown } from "@/lib/pipeline/unpack/problems";
import { attributeOf, type Book, readPart } from "@/lib/pipeline/unpack/xlsx/read-xml";
import type { ZipEntry } from "@/lib/pipeline/unpack/zip";
import { sameText } from "@/lib/values/same-text";

type Sheet = { name: string; isHidden: boolean; part: ZipEntry };

export type Workbook = {
  sheets: Sheet[];
  is1904: boolean;
  strings: ZipEntry | null;
  styles: ZipEntry | null;
};

const SHEETS_MAX = 1000;

/** What parts a workbook has, by what it says itself. */
export async function readWorkbook(book: Book, workbook: ZipEntry): Promise<Workbook> {
  const folder = workbook.name.slice(0, workbook.name.lastIndexOf("/") + 1);
  const base = workbook.name.slice(folder.length);
  const related = await readRelated(book, find(book, `${folder}_rels/${base}.rels`), folder);
  const found: Workbook = { sheets: [], is1904: false, strings: null, styles: null };
  for (const { type, part } of related.values()) {
    if (type === "sharedStrings") found.strings = part;
    if (type === "styles") found.styles = part;
  }
  await readPart(book, workbook, {
    open(tag, attributes) {
      if (tag === "workbookPr") found.is1904 = /^(1|true)$/.test(attributes.date1904 ?? "");
      if (tag !== "sheet" || found.sheets.length === SHEETS_MAX) return;
      const sheet = related.get(attributeOf(attributes, "id") ?? "");
      if (sheet?.type !== "worksheet") return;
      const isHidden = /^(hidden|veryHidden)$/.test(attributes.state ?? "");
      found.sheets.push({ name: attributes.name ?? "", isHidden, part: sheet.part });
    },
  });
  return found;
}

type Related = ReadonlyMap<string, { type: string; part: ZipEntry }>;

async function readRelated(book: Book, rels: ZipEntry | null, folder: string): Promise<Related> {
  const related = new Map<string, { type: string; part: ZipEntry }>();
  if (!rels) return related;
  await readPart(book, rels, {
    open(tag, { Id, Type = "", Target = "", TargetMode }) {
      // What lies elsewhere is never fetched.
      if (tag !== "Relationship" || !Id || TargetMode === "External") return;
      const part = find(book, Target.startsWith("/") ? Target.slice(1) : `${folder}${Target}`);
      if (part) related.set(Id, { type: Type.slice(Type.lastIndexOf("/") + 1), part });
    },
  });
  return related;
}

function find({ archive }: Book, name: string): ZipEntry | null {
  return archive.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase()) ?? null;
}

/** The sheet of that name, in any letter case, also a hidden one; without a name the first that is not hidden. Throws `file_sheet`. */
export function chooseSheet(sheets: readonly Sheet[], name: string, wanted: string | null): Sheet {
  const key = (text: string) => sameText(text).toLowerCase();
  const found =
    wanted === null
      ? (sheets.find((sheet) => !sheet.isHidden) ?? sheets[0])
      : sheets.find((sheet) => key(sheet.name) === key(wanted));
  if (found) return found;
  if (wanted === null) {
    throw noSuchSheet(name, "has no sheet with rows.", "Save the list as a sheet of a workbook, or as CSV.");
  }
  const names = (isHidden: boolean) =>
    sheets.filter((sheet) => sheet.isHidden === isHidden).map((sheet) => sheet.name);
  const hidden = names(true);
  const also = hidden.length > 0 ? fullStop(` Hidden: ${listNames(hidden)}`) : "";
  throw noSuchSheet(
    name,
    `has no sheet ${fullStop(shown(wanted))} It has: ${fullStop(listNames(names(false)))}${also}`,
    "Correct “Sheet of a workbook” in the file settings of the sync, or the name of the sheet in the workbook.",
  );
}
