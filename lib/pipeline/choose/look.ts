import { posix } from "node:path";
import type { SeenFile, SeenFiles } from "@/lib/model/schedule";
import { findMatches } from "@/lib/pipeline/choose/choose-file";
import { parsePattern } from "@/lib/pipeline/choose/pattern";
import type { Walk } from "@/lib/pipeline/choose/walk-folders";

type Looked = {
  path: string;
  managersPath: string | null;
  /** Whose calendar dates in names are of. */
  timeZone: string;
  now: Date;
  walk: Walk;
};

/**
 * The files that a sync would take now, by what listings say of them: nothing is downloaded. Null while its first file is not
 * there; without `managers` while the second is not. Throws what the walk throws.
 */
export async function lookForFiles({ path, managersPath, ...by }: Looked): Promise<SeenFiles | null> {
  const users = await lookFor(path, by);
  if (!users) return null;
  const managers = managersPath === null ? null : await lookFor(managersPath, by);
  return managers ? { users, managers } : { users };
}

async function lookFor(path: string, by: Omit<Looked, "path" | "managersPath">): Promise<SeenFile | null> {
  const pattern = parsePattern(path);
  if (!pattern) return lookForOne(path, by);
  const { files } = await findMatches({ pattern, ...by });
  return files[0] ? seen(files[0].path, files[0]) : null;
}

async function lookForOne(path: string, { walk }: Pick<Looked, "walk">): Promise<SeenFile | null> {
  const name = posix.basename(path).normalize("NFC");
  const folder = posix.dirname(path);
  const startsWith = /^[\x20-\x7e]*/.exec(name)?.[0] ?? "";
  const wants = (found: string) => found.normalize("NFC") === name;
  for await (const entries of walk(folder === "." ? "" : folder, { startsWith, wants })) {
    const entry = entries.find(({ kind }) => kind !== "folder");
    if (entry) return seen(path, entry);
  }
  return null;
}

function seen(path: string, { sizeBytes, modifiedAt }: Pick<SeenFile, "sizeBytes" | "modifiedAt">): SeenFile {
  return { path, sizeBytes, modifiedAt };
}
