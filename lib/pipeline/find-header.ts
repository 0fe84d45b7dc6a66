import { AppError, isAppError } from "@/lib/errors";
import type { HeaderSeen, ReadSettings } from "@/lib/model/file";
import type { IssueCode } from "@/lib/model/issue";
import { blockingIssue } from "@/lib/pipeline/blocked";
import { readCsv } from "@/lib/pipeline/read/read-csv";

type At = Omit<HeaderSeen, "file">;

/** Reports have a title and a date above their header, not a page of text. */
const ROWS_TRIED = 20;
const HEADER_PROBLEMS: readonly IssueCode[] = ["header_missing", "header_empty", "header_duplicate"];

/**
 * The first row near the beginning of a file that `accepts` as its header, found with the same reader as a run's. Null
 * when there is none. Only ever shown or suggested: a run reads the row that its settings name.
 */
export async function findHeader(
  open: () => AsyncIterable<Uint8Array>,
  read: ReadSettings,
  accepts: (header: string[]) => boolean,
): Promise<At | null> {
  for (let headerRow = 1; headerRow <= ROWS_TRIED; headerRow++) {
    const found = await headerFrom(open(), { ...read, headerRow });
    if (!found) continue;
    if (found.row > ROWS_TRIED) return null;
    if (accepts(found.header)) return { row: found.row, line: found.line };
    headerRow = found.row;
  }
  return null;
}

/** An error of the header, with the row that seems to be it; any other error as it is. */
export async function withHeaderFound(
  error: unknown,
  open: () => AsyncIterable<Uint8Array>,
  read: ReadSettings,
  accepts: (header: string[]) => boolean,
): Promise<unknown> {
  const issue = blockingIssue(error);
  if (!issue || !isAppError(error) || !HEADER_PROBLEMS.includes(issue.code)) return error;
  const at = await findHeader(open, read, accepts);
  if (!at) return error;
  const message = `The header seems to be on line ${at.line}. ${issue.message}`;
  const remedy = `Use it: set “Header row” to ${at.row} in the file settings of the sync. Or remove what is above it from the export.`;
  return new AppError("file_blocked", message, {
    cause: error,
    remedy,
    meta: { issue: { ...issue, message, row: at.row, line: at.line }, headerAt: at },
  });
}

/** Where the header seems to be instead, inside an error that `withHeaderFound` made; undefined for any other. */
export function headerSeen(error: unknown): HeaderSeen | undefined {
  if (!isAppError(error) || error.code !== "file_blocked" || !error.meta.headerAt) return undefined;
  // `withHeaderFound` is the only place that sets it.
  return { file: blockingIssue(error)?.file ?? "users", ...(error.meta.headerAt as At) };
}

/** Whether `prepare` takes a header; any other error than one of the file is thrown. */
export function isReadable(prepare: () => unknown): boolean {
  try {
    prepare();
    return true;
  } catch (error) {
    if (!blockingIssue(error)) throw error;
    return false;
  }
}

async function headerFrom(bytes: AsyncIterable<Uint8Array>, read: ReadSettings) {
  try {
    for await (const part of readCsv(bytes, read)) return part.kind === "header" ? part : null;
  } catch (error) {
    if (!isAppError(error) || error.code !== "file_blocked") throw error;
  }
  return null;
}
