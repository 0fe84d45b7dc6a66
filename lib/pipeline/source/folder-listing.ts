import type { FolderEntry } from "@/lib/pipeline/source/types";

/** How much of a folder is listed: more than a person would scroll through; a folder may hold millions. */
export const ENTRIES_MAX = 1000;

/** The order of a listing: folders first, then by name, with numbers by their value. */
export function byKindAndName(a: FolderEntry, b: FolderEntry): number {
  const folderFirst = Number(b.kind === "folder") - Number(a.kind === "folder");
  return folderFirst || a.name.localeCompare(b.name, "en", { numeric: true });
}
