/** What upload clients put behind a name until the file is complete: FileZilla, WinSCP, browsers, export jobs. */
const SUFFIXES = [
  "filepart",
  "part",
  "partial",
  "tmp",
  "temp",
  "writing",
  "uploading",
  "inprogress",
  "incomplete",
  "crdownload",
] as const;

const SUFFIX = new RegExp(`\\.(${SUFFIXES.join("|")})$`, "i");

/** Six characters that mktemp makes up, as rsync does. A date (`202601`) or a word (`backup`) is not one of them. */
const MADE_UP = /^(?=.*[a-z])(?=.*[A-Z0-9])[A-Za-z0-9]{6}$/;

/** Whether a path can never be that of a complete file. */
export function isTemporaryPath(path: string): boolean {
  return SUFFIX.test(path);
}

/** Whether `name` is what an upload of `target` is called until it is complete. Both are names without a folder. */
export function isUploadOf(target: string, name: string): boolean {
  if (name === target) return false;
  if (isTemporaryPath(name)) {
    const bare = name.replace(SUFFIX, "").replace(/^\./, "");
    return bare === target || bare === stemOf(target);
  }
  // NiFi writes `.name`, ProFTPD and lftp `.in.name.`, rsync `.name.XXXXXX`, and `name.XXXXXX` when told to write in place.
  if (name === `.${target}` || name === `.in.${target}.`) return true;
  const bare = name.startsWith(".") ? name.slice(1) : name;
  return bare.startsWith(`${target}.`) && MADE_UP.test(bare.slice(target.length + 1));
}

/** Names to ask for one by one where a folder can't be listed: the most common ones. */
export function commonUploadNames(target: string): string[] {
  const behind = ["filepart", "part", "tmp", "writing"].map((suffix) => `${target}.${suffix}`);
  return [...behind, `.${target}`, `${stemOf(target)}.tmp`];
}

/** `people.csv` -> `people` */
function stemOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, "");
}
