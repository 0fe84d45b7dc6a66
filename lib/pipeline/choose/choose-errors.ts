import { AppError } from "@/lib/errors";
import { plural } from "@/lib/format/plural";

/** Of a pattern that matches nothing. `there`: what is there instead, in a sentence. */
export function noMatch(pattern: string, there: string | null): AppError {
  const check =
    "Check the pattern, including upper and lower case. Uploads that are not complete are not counted.";
  return new AppError("source_path", `File error: No file matches ${pattern}`, {
    remedy: there === null ? check : `${there} ${check}`,
  });
}

export function tooOld(path: string, daysOld: number, daysOldMax: number): AppError {
  const limit = daysOldMax === 0 ? "from today" : `at most ${plural(daysOldMax, "day")} old`;
  return new AppError("file_too_old", `File error: ${path} is ${plural(daysOld, "day")} old`, {
    remedy: `Nothing was changed. The sync takes only files that are ${limit}. Check that the export still runs, or change the limit in the file settings of the sync.`,
    meta: { daysOld, daysOldMax },
  });
}

/** Nothing is wrong, but not everything has arrived. Looked at again at the next run, not before. */
export function waitingFor(missing: string, arrived: string, remedy = AGAIN): AppError {
  return new AppError("file_waiting", `Waiting for ${missing}: ${arrived} has arrived`, { remedy });
}

const AGAIN = "Nothing was changed. The next run looks again.";

/** A pattern's newest file is not newer than what was taken, and no run has been applied that could stay in force. */
export function nothingNewer(taken: string): AppError {
  return new AppError("file_waiting", `Waiting for a file newer than ${taken}`, {
    remedy: `${AGAIN} To sync a file that is there again, select it in the folders of the Remote Source.`,
  });
}

export function wrongChecksum(path: string, checksumFile: string): AppError {
  return new AppError("file_checksum", `File error: ${path} does not match ${checksumFile}`, {
    remedy:
      "Nothing was changed. Rollcall read both files twice. Check that the checksum is made of the complete file, after it was written, and run the sync again.",
  });
}

/** What is called a checksum file and holds none, or one of another file. */
export function badChecksum(checksumFile: string, why: string): AppError {
  return new AppError("file_checksum", `File error: ${checksumFile} ${why}`, {
    remedy:
      "Nothing was changed. A checksum file holds the SHA-256 as 64 hexadecimal digits, alone or as sha256sum writes it, with the name of the file behind it.",
  });
}
