import { posix } from "node:path";
import type { SourceIdentity } from "@/lib/model/file";
import type { SeenFile, SeenFiles } from "@/lib/model/schedule";

/** As much of a fetched file as tells it from the next one. */
export function seenOf({ path, sizeBytes, modifiedAt, etag, sha256 }: SourceIdentity): SeenFile {
  return { path, sizeBytes, modifiedAt, sha256, ...(etag === undefined ? {} : { etag }) };
}

/** Whether one of the files that a run fetched has other bytes, or another modification time, than the last ones. */
export function isNewer(fetched: SeenFiles, last: SeenFiles | null): boolean {
  if (!last) return true;
  const isOther = (now: SeenFile | undefined, before: SeenFile | undefined) =>
    now !== undefined && (now.sha256 !== before?.sha256 || now.modifiedAt !== before?.modifiedAt);
  return isOther(fetched.users, last.users) || isOther(fetched.managers, last.managers);
}

/**
 * Whether a look found what is known already, by what a listing says: name, size, and the mark of an S3 object or the
 * modification time. To the second, because a listing and a download may give it differently.
 */
export function isSame(looked: SeenFiles, known: SeenFiles | null): boolean {
  if (!known) return false;
  return isSameFile(looked.users, known.users) && isSameManagers(looked, known);
}

function isSameManagers(looked: SeenFiles, known: SeenFiles): boolean {
  if (!looked.managers) return true;
  return known.managers !== undefined && isSameFile(looked.managers, known.managers);
}

function isSameFile(a: SeenFile, b: SeenFile): boolean {
  if (nameOf(a) !== nameOf(b)) return false;
  if (a.sizeBytes !== null && b.sizeBytes !== null && a.sizeBytes !== b.sizeBytes) return false;
  if (a.etag && b.etag) return a.etag === b.etag;
  return secondOf(a) === secondOf(b);
}

function nameOf({ path }: SeenFile): string {
  return posix.basename(path).normalize("NFC");
}

function secondOf({ modifiedAt }: SeenFile): number | null {
  return modifiedAt === null ? null : Math.floor(Date.parse(modifiedAt) / 1000);
}
