import { isAppError } from "@/lib/errors";
import { isFolder } from "@/lib/pipeline/source/file-errors";
import { isSameName, meantPath } from "@/lib/pipeline/source/near-names";
import { keyOf, prefixOfFolder } from "@/lib/pipeline/source/s3/keys";
import { listPage, pagesOf } from "@/lib/pipeline/source/s3/list-s3";
import type { Bucket } from "@/lib/pipeline/source/s3/open-bucket";
import { type OpenObject, openObject } from "@/lib/pipeline/source/s3/read-object";
import { isMissing, noSuchObject, refusalOf } from "@/lib/pipeline/source/s3/service-errors";
import { whatIsThere } from "@/lib/pipeline/source/what-is-there";

/** A folder of more than this is looked through in part. */
const NAMES_MAX = 5000;

/**
 * Opens the object of a path, also under the other form of Unicode in which its letters can be written. Throws what was
 * refused as it came, or `source_path` that says what is there instead.
 */
export async function findObject(bucket: Bucket, path: string): Promise<OpenObject> {
  try {
    return await openObject(bucket, { path });
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || !isMissing(refusal)) throw error;
    const key = await helpfully(() => sameNamed(bucket, path));
    if (key !== null) return openObject(bucket, { path, key });
    throw (await helpfully(() => explainMissing(bucket, path, error))) ?? error;
  }
}

/** The key under which the bucket knows a path when its letters are composed otherwise there, part by part. */
async function sameNamed(bucket: Bucket, path: string): Promise<string | null> {
  if (path.normalize("NFC") === path.normalize("NFD")) return null;
  let found = "";
  for (const [index, part] of path.split("/").entries()) {
    const names = (await namesIn(bucket, found)) ?? [];
    const name = names.find((other) => other === part) ?? names.find((other) => isSameName(other, part));
    if (name === undefined) return null;
    found = index === 0 ? name : `${found}/${name}`;
  }
  return found === path ? null : keyOf(bucket.target.prefix, found);
}

async function explainMissing(bucket: Bucket, path: string, cause: unknown) {
  const { target } = bucket;
  const below = await listPage(bucket, { prefix: prefixOfFolder(target.prefix, path), most: 1 });
  if (below.folders.length + below.objects.length > 0) return isFolder(path);
  const root = target.prefix === "" ? `the bucket ${target.bucket}` : target.prefix;
  const found = await whatIsThere(meantPath(path), (folder) => namesIn(bucket, folder), root);
  return found === null ? null : noSuchObject(path, target, { cause, whatIsThere: found });
}

/** The names in a folder; null where it can't be listed or there is none. */
async function namesIn(bucket: Bucket, folder: string): Promise<string[] | null> {
  const names: string[] = [];
  for await (const entries of pagesOf(bucket, folder)) {
    names.push(...entries.map(({ name }) => name));
    if (names.length >= NAMES_MAX) break;
  }
  return names;
}

/** Looks for what helps: a listing that is refused, or breaks, must not hide what was wrong in the first place. */
async function helpfully<T>(look: () => Promise<T | null>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    if (refusalOf(error) || isAppError(error)) return null;
    throw error;
  }
}
