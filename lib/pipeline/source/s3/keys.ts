/**
 * Keys of objects, which are only texts: a slash in one makes a folder by custom, `//`, `..` and a slash in front are
 * letters like others. Paths are what follows the prefix.
 */

/** A prefix as it is stored: up to a slash. */
export function readPrefix(entered: string): string {
  return entered === "" || entered.endsWith("/") ? entered : `${entered}/`;
}

export function keyOf(prefix: string, path: string): string {
  return prefix + path;
}

/** The beginning of all keys in a folder; "" is where paths start. */
export function prefixOfFolder(prefix: string, folder: string): string {
  return folder === "" ? prefix : `${prefix}${folder}/`;
}

/** The last part of a key below a prefix; null for an object that only marks a folder, or is not below it. */
export function nameBelow(prefix: string, key: string): string | null {
  if (!key.startsWith(prefix) || key === prefix || key.endsWith("/")) return null;
  return key.slice(prefix.length);
}

/** The name of a folder that a listing shows as a common beginning; null for one without a name. */
export function folderBelow(prefix: string, common: string): string | null {
  if (!common.startsWith(prefix) || !common.endsWith("/")) return null;
  return common.slice(prefix.length, -1) || null;
}
