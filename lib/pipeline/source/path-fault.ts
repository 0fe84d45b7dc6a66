import type { PathStart } from "@/lib/model/source";

/** What can't be meant by a path in a tree of folders, each by its own name. */
export function folderPathFault(path: string, { inWords }: PathStart): string | null {
  const faults: readonly [RegExp, string][] = [
    [
      /^[a-z]:([\\/]|$)/i,
      `Leave out the drive letter: the path starts in ${inWords}, such as exports/users.csv.`,
    ],
    [/\\/, "Use slashes (/) instead of backslashes (\\)."],
    [/^~([^/]*\/|$)/, `Leave out the ~: the path starts in ${inWords} already.`],
    [/^["'`\u2018-\u201F\u00AB]|["'`\u2018-\u201F\u00BB]$/, "Leave out the quotation marks around the path."],
    [/^\//, `Leave out the leading slash: the path starts in ${inWords}.`],
    [/(^|\/)\.\.(\/|$)/, `The path can't leave ${inWords} with ..`],
  ];
  return faults.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}
