import { chooseEntry, type WhenSeveral } from "@/lib/pipeline/unpack/choose-entry";
import type { Opened, Packed } from "@/lib/pipeline/unpack/layer";
import { KIND_NAMES, nestedTooDeep, otherFormat } from "@/lib/pipeline/unpack/problems";
import { openWorkbook, workbookOf } from "@/lib/pipeline/unpack/xlsx/open-workbook";
import { type Archive, openArchive, readEntry } from "@/lib/pipeline/unpack/zip";

type Wanted = {
  zipEntry: string | null;
  sheet: string | null;
  whenSeveral: WhenSeveral;
  /** Whether the file was in a zip file itself. */
  isInZip: boolean;
  /** A place for what does not fit into memory. */
  scratch: string;
};

/** A zip file with the list in it, or a workbook, which is a zip file as well. Throws `file_blocked`. */
export async function openZip(packed: Packed, wanted: Wanted): Promise<Opened> {
  const archive = await openArchive(packed.file, packed.name, KIND_NAMES.zip);
  try {
    refuseOthers(archive, packed.name);
    const workbook = workbookOf(archive);
    if (workbook) return await openWorkbook(packed, archive, { ...wanted, workbook });
    if (wanted.isInZip) throw nestedTooDeep(packed.name, "is a zip file inside a zip file");
    return openEntry(packed, archive, wanted);
  } catch (error) {
    archive.zip.close();
    throw error;
  }
}

function openEntry({ name }: Packed, archive: Archive, wanted: Wanted): Opened {
  const { zipEntry: pattern, whenSeveral } = wanted;
  const { entry, others } = chooseEntry(archive.entries, { name, pattern, whenSeveral });
  return {
    name: entry.name.split("/").at(-1) ?? entry.name,
    layer: name,
    bytes: readEntry(archive, entry, { name, kind: KIND_NAMES.zip }),
    others,
    close: async () => archive.zip.close(),
  };
}

function has({ entries }: Archive, name: string): boolean {
  return entries.some((entry) => entry.name.toLowerCase() === name);
}

const SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV, and send that file.";

/** Documents that are zip files, and not lists. */
function refuseOthers(archive: Archive, name: string): void {
  const isOpenDocument = has(archive, "mimetype") && has(archive, "content.xml");
  if (isOpenDocument) throw otherFormat(name, "an OpenDocument file (.ods)", SAVE_AS);
  if (has(archive, "xl/workbook.bin")) throw otherFormat(name, "a binary Excel workbook (.xlsb)", SAVE_AS);
  if (has(archive, "word/document.xml")) throw otherFormat(name, "a Word document", SAVE_AS);
  if (has(archive, "ppt/presentation.xml")) throw otherFormat(name, "a PowerPoint document", SAVE_AS);
  if (has(archive, "index/tables/datalist.iwa")) throw otherFormat(name, "a Numbers document", SAVE_AS);
}
