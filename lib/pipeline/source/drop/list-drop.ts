import type { DropItem } from "@/lib/drops/browse";
import { itemsIn } from "@/lib/pipeline/source/drop/find-in-drop";
import type { DropTarget } from "@/lib/pipeline/source/drop/target";
import { byKindAndName, ENTRIES_MAX } from "@/lib/pipeline/source/folder-listing";
import { checkFolderPath } from "@/lib/pipeline/source/near-names";
import type { FolderEntry, FolderListing, ListOptions, WalkOptions } from "@/lib/pipeline/source/types";

/** `listFolder` for a drop. */
export async function listDrop(
  target: DropTarget,
  folder: string,
  _options: ListOptions,
): Promise<FolderListing> {
  checkFolderPath(folder);
  const items = (await itemsIn(target, folder)).filter(({ name }) => !name.startsWith("."));
  const entries = items.map(entryOf).sort(byKindAndName);
  return { entries: entries.slice(0, ENTRIES_MAX), truncated: entries.length > ENTRIES_MAX };
}

/** `walkFolder` for a drop, which is never large. */
export async function* walkDrop(
  target: DropTarget,
  folder: string,
  { wants }: WalkOptions,
): AsyncGenerator<FolderEntry[]> {
  checkFolderPath(folder);
  const wanted = (await itemsIn(target, folder)).filter(({ name }) => wants(name));
  if (wanted.length > 0) yield wanted.map(entryOf);
}

function entryOf({ name, kind, sizeBytes, receivedAt }: DropItem): FolderEntry {
  return { name, kind, sizeBytes: kind === "file" ? sizeBytes : null, modifiedAt: receivedAt.toISOString() };
}
