import { expect, test } from "vitest";
import { isAppError } from "@/lib/errors";
import type { SourceSettings } from "@/lib/model/source";
import { checkPaths } from "@/lib/syncs/check-paths";
import { attachSourceInput } from "@/lib/syncs/schema";

const REST = {
  remoteSourceId: "00000000-0000-4000-8000-000000000000",
  ...{ everyHours: 24, atTime: "02:00", timeZone: "UTC", holdFirstRun: true },
};
const SETTINGS: SourceSettings = {
  place: { host: "h", port: 22, username: "u" },
  ...{ authKind: "password", allowOutdated: false },
};

/** What the form says beside the field, at once or when the source is known. */
function faultOf(change: { path?: string; managersPath?: string }): string | null {
  const parsed = attachSourceInput.safeParse({ ...REST, path: "users.csv", ...change });
  if (!parsed.success) return parsed.error.issues[0]?.message ?? null;
  const { path, managersPath = null } = parsed.data;
  try {
    checkPaths({ kind: "sftp", settings: SETTINGS }, { path, managersPath });
    return null;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return error.fieldErrors?.path ?? error.fieldErrors?.managersPath ?? null;
  }
}

const DRIVE =
  "Leave out the drive letter: the path starts in the home folder of the user, such as exports/users.csv.";
const SERVER =
  "Leave out the address of the server (sftp://…, s3://…): only the path of the file goes here, such as exports/users.csv.";
const QUOTES = "Leave out the quotation marks around the path.";
const HOME = "Leave out the ~: the path starts in the home folder of the user already.";
const SLASH =
  "Leave out the leading slash: the path starts in the home folder of the user. For a file elsewhere on the server, edit the Remote Source and let its paths start at the server's root.";
const SLASHES = "Use slashes (/) instead of backslashes (\\).";
const TEMPORARY = "This is the name of an unfinished upload. Enter the name of the complete file.";
const unseen = (code: string) =>
  `The path contains a character that can't be seen (${code}). Delete it; if it really is part of the name, rename the file.`;

test.each([
  ["export\\Users.csv", SLASHES],
  ["\\\\server\\share\\Users.csv", SLASHES],
  ["C:\\export\\Users.csv", DRIVE],
  ["c:/export/Users.csv", DRIVE],
  ["~/export/Users.csv", HOME],
  ["~anna/Users.csv", HOME],
  ['"export/Users.csv"', QUOTES],
  ["“export/Users.csv”", QUOTES],
  ["'Users.csv", QUOTES],
  ["sftp://h/export/Users.csv", SERVER],
  ["file:///export/Users.csv", SERVER],
  ["export/Users.csv\u200B", unseen("U+200B")],
  ["export/\u202EUsers.csv", unseen("U+202E")],
  ["export/Users\u00AD.csv", unseen("U+00AD")],
  ["/export/Users.csv", SLASH],
  ["../Users.csv", "The path can't leave the home folder of the user with .."],
  ["export/", "This is a folder. Add the name of the file."],
  ["a\nb.csv", "A path has no line breaks or control characters."],
  ["Users.csv.filepart", TEMPORARY],
  ["Users.csv.writing", TEMPORARY],
  ["", "Enter the path of the file."],
])("%j is refused: %s", (path, fault) => {
  expect(faultOf({ path })).toBe(fault);
  if (path !== "") expect(faultOf({ managersPath: path })).toBe(fault);
});

test.each([
  "users.csv",
  "HR export/Übersicht (Ausgabe 1) 東京.csv",
  "it's.csv",
  "a:b.csv",
  "~backup.csv",
  "..users.csv",
  ".people.csv",
  "people.csv.backup",
  "فایل\u200Cها/کارمندان.csv",
])("%j is taken", (path) => expect(faultOf({ path })).toBe(null));
