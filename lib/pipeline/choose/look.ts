import { posix } from "node:path";
import { fileSettingsOf, type SyncFileSettings } from "@/lib/model/file-settings";
import type { IssueFile } from "@/lib/model/issue";
import type { SeenFile, SeenFiles } from "@/lib/model/schedule";
import { filesBeside, isMarkerOf, markerNames } from "@/lib/pipeline/choose/beside";
import { checksumName } from "@/lib/pipeline/choose/checksum";
import { findMatches } from "@/lib/pipeline/choose/choose-file";
import { parsePattern } from "@/lib/pipeline/choose/pattern";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";

type Looked = {
  path: string;
  managersPath: string | null;
  settings: SyncFileSettings;
  /** Whose calendar dates in names are of. */
  timeZone: string;
  now: Date;
  walk: Walk;
};

/**
 * The files that a sync would take now, by what listings say of them: nothing is downloaded. Null while its first file is not
 * there, or its marker or checksum is not; without `managers` while the second is not. Throws what the walk throws.
 */
export async function lookForFiles({ path, managersPath, ...by }: Looked): Promise<SeenFiles | null> {
  const users = await lookFor(path, by, "users");
  if (!users) return null;
  const managers = managersPath === null ? null : await lookFor(managersPath, by, "managers");
  return managers ? { users, managers } : { users };
}

type By = Omit<Looked, "path" | "managersPath">;

async function lookFor(path: string, by: By, file: IssueFile): Promise<SeenFile | null> {
  const found = await find(path, by);
  if (!found) return null;
  const { marker, hasChecksum } = fileSettingsOf(by.settings, file);
  const name = posix.basename(found.path);
  const beside = (names: string[]) => filesBeside(found.path, names, by.walk);
  if (marker && !(await beside(markerNames(name, marker))).some((one) => isMarkerOf(one, found))) return null;
  if (hasChecksum && (await beside([checksumName(name)])).length === 0) return null;
  return found;
}

async function find(path: string, by: By): Promise<SeenFile | null> {
  const pattern = parsePattern(path);
  if (pattern) {
    const [newest] = (await findMatches({ pattern, ...by })).files;
    return newest ? seen(newest.path, newest) : null;
  }
  const [found] = await filesBeside(path, [posix.basename(path)], by.walk);
  return found ? seen(path, found) : null;
}

function seen(path: string, { sizeBytes, modifiedAt }: Pick<SeenFile, "sizeBytes" | "modifiedAt">): SeenFile {
  return { path, sizeBytes, modifiedAt };
}
