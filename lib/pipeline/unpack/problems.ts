import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { formatNumber } from "@/lib/format/number";
import { blocked } from "@/lib/pipeline/blocked";

const SEND_AGAIN =
  "Export and send it again. If it fails again, check the job that writes it. Nothing was changed.";

/** What each kind is called in a sentence. */
export const KIND_NAMES = {
  gzip: "gzip file",
  zip: "zip file",
  workbook: "Excel workbook",
  pgp: "PGP message",
} as const;

export type KindName = (typeof KIND_NAMES)[keyof typeof KIND_NAMES];

export function cutOff(name: string, kind: KindName, cause?: unknown): AppError {
  return damagedBecause(`${shown(name)} ends in the middle: the ${kind} is incomplete.`, cause);
}

export function damaged(name: string, kind: KindName, what: string, cause?: unknown): AppError {
  return damagedBecause(`${shown(name)} is a damaged ${kind}: ${what}.`, cause);
}

function damagedBecause(message: string, cause: unknown): AppError {
  const error = blocked({ code: "file_damaged", message, remedy: SEND_AGAIN });
  return cause === undefined ? error : withCause(error, cause);
}

function withCause({ code, message, meta, remedy = "" }: AppError, cause: unknown): AppError {
  return new AppError(code, message, { cause, meta, remedy });
}

export function expandsTooMuch(name: string, timesMax: number, fetchedBytes: number): AppError {
  return blocked({
    code: "file_expands",
    message: `${shown(name)} unpacks to more than ${timesMax} times its size of ${formatBytes(fetchedBytes)}, so it was not unpacked any further.`,
    remedy: "Check what is in it. If the list really is this repetitive, send it without packing it.",
  });
}

export function contentTooLarge(name: string, sizeBytesMax: number): AppError {
  return blocked({
    code: "file_too_large",
    message: `${shown(name)} unpacks to more than ${formatBytes(sizeBytesMax)}, the limit for a file.`,
    remedy: "Export fewer columns, or split the list.",
  });
}

export function needsPassword(name: string): AppError {
  return blocked({
    code: "file_protected",
    message: `${shown(name)} is protected by a password: a file with a password can't be opened.`,
    remedy:
      "Send it without a password: the connection itself is encrypted. To encrypt the file as well, use PGP with a key of the Remote Source.",
  });
}

export function nestedTooDeep(name: string, what: string): AppError {
  return blocked({
    code: "file_nested",
    message: `${shown(name)} ${what}.`,
    remedy: "Pack the CSV file once, and send that.",
  });
}

export function otherFormat(name: string, format: string, remedy: string): AppError {
  return blocked({
    code: "file_not_csv",
    message: `${shown(name)} is ${format}, which can't be opened.`,
    remedy,
  });
}

/** `why`: what is wrong with the entries of a zip file, or which of them to read is not clear. */
export function noSuchEntry(name: string, why: string, remedy: string): AppError {
  return blocked({ code: "file_entry", message: `${shown(name)} ${why}`, remedy });
}

export function noSuchSheet(name: string, why: string, remedy: string): AppError {
  return blocked({ code: "file_sheet", message: `${shown(name)} ${why}`, remedy });
}

const NAMES_LISTED_MAX = 10;
const NAME_CHARS_MAX = 120;

/** “a.csv”, “b.csv” and 3 more. */
export function listNames(names: readonly string[]): string {
  const listed = names.slice(0, NAMES_LISTED_MAX).map(shown).join(", ");
  const more = names.length - NAMES_LISTED_MAX;
  return more > 0 ? `${listed} and ${formatNumber(more)} more` : listed;
}

/** A name that someone else chose, safe to show: control and direction characters are written out. */
export function shown(name: string): string {
  const safe = name.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (char) => `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}›`,
  );
  const chars = [...safe];
  return `“${chars.length > NAME_CHARS_MAX ? `${chars.slice(0, NAME_CHARS_MAX - 1).join("")}…` : safe}”`;
}
