import { type DropItem, findDropItem, listArriving, listDropItems } from "@/lib/drops/browse";
import { folderOf, nameOf, resolveDropPath } from "@/lib/drops/path";
import { isAppError, notFound } from "@/lib/errors";
import type { DropTarget } from "@/lib/pipeline/source/drop/target";
import { badPath, isFolder, noSuchFile, stillUploaded } from "@/lib/pipeline/source/file-errors";
import { checkFilePath, meantPath } from "@/lib/pipeline/source/near-names";
import { isUploadOf } from "@/lib/pipeline/source/temporary-names";
import { whatIsThere } from "@/lib/pipeline/source/what-is-there";

const START = "the folder of the drop";

export type StoredItem = DropItem & { spoolKey: string; sha256: string };

/** A whole file of a drop. Throws `source_path`, and `file_changed` while it is being uploaded for the first time. */
export async function findInDrop(target: DropTarget, path: string): Promise<StoredItem> {
  checkFilePath(path);
  const id = savedId(target);
  const at = canonical(path);
  const item = await findDropItem(target.ctx, id, at);
  if (item?.kind === "folder") throw isFolder(path);
  if (item && item.spoolKey !== null && item.sha256 !== null) {
    return { ...item, spoolKey: item.spoolKey, sha256: item.sha256 };
  }
  const upload = await uploadOf(target, id, at);
  if (upload !== null) throw stillUploaded(path, upload);
  const found = await whatIsThere(meantPath(path), (folder) => namesIn(target, folder), START);
  throw noSuchFile(path, undefined, { start: START, ...(found === null ? {} : { whatIsThere: found }) });
}

/** The items of a folder. Throws `source_path`. */
export async function itemsIn(target: DropTarget, folder: string): Promise<DropItem[]> {
  const items = await listDropItems(target.ctx, savedId(target), canonical(folder));
  if (items === null) throw noSuchFile(folder, undefined, { start: START });
  return items;
}

async function namesIn(target: DropTarget, folder: string): Promise<string[] | null> {
  const items = await listDropItems(target.ctx, savedId(target), canonical(folder));
  return items?.map(({ name }) => name) ?? null;
}

/** Under which name it is on its way, if it is: its own, or one that says that it is not finished. */
async function uploadOf(target: DropTarget, id: string, path: string): Promise<string | null> {
  const arriving = await listArriving(target.ctx, id);
  if (arriving.includes(path)) return nameOf(path);
  const beside = await listDropItems(target.ctx, id, folderOf(path));
  return beside?.find(({ name }) => isUploadOf(nameOf(path), name))?.name ?? null;
}

function savedId({ id }: DropTarget): string {
  if (id === null) throw notFound("This Remote Source");
  return id;
}

function canonical(path: string): string {
  try {
    return resolveDropPath(path);
  } catch (error) {
    if (isAppError(error)) throw badPath(path, "can't be the path of a file in a drop");
    throw error;
  }
}
