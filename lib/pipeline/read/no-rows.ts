import type { AppError } from "@/lib/errors";
import { blocked } from "@/lib/pipeline/blocked";

/** For a file with a header and nothing below it, or nothing but rows that do not count (`leftOut`: why). `read` gives no records then; the run decides whether it is held. */
export function noRows(leftOut: string | null = null): AppError {
  if (leftOut !== null) {
    return blocked({
      code: "file_no_rows",
      message: `No row of the file counts. ${leftOut}`,
      remedy: "Check the export, and in the mapping of the sync which rows count. Nothing was changed.",
    });
  }
  return blocked({
    code: "file_no_rows",
    message: "The file has a header but no rows.",
    remedy: "Check the export: it wrote the column names and nobody below them. Nothing was changed.",
  });
}
