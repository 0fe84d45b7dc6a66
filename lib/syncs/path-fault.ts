import { findInvisible } from "@/lib/format/invisible";
import { patternFault } from "@/lib/pipeline/choose/pattern";
import { isTemporaryPath } from "@/lib/pipeline/source/temporary-names";

/** What can't be meant by a path of any source, each by its own name. */
const FAULTS: readonly [RegExp, string][] = [
  [/[\p{Cc}]/u, "A path has no line breaks or control characters."],
  [
    /^[a-z][a-z0-9+.-]*:\/\//i,
    "Leave out the address of the server (sftp://…, s3://…): only the path of the file goes here, such as exports/users.csv.",
  ],
  [/\/$/, "This is a folder. Add the name of the file."],
];

/** Why an entered path can't work, in words for its field; null when it is valid. */
export function pathFault(path: string): string | null {
  const invisible = findInvisible(path);
  if (invisible) {
    return `The path contains a character that can't be seen (${invisible}). Delete it; if it really is part of the name, rename the file.`;
  }
  if (isTemporaryPath(path))
    return "This is the name of an unfinished upload. Enter the name of the complete file.";
  return FAULTS.find(([pattern]) => pattern.test(path))?.[1] ?? patternFault(path);
}
