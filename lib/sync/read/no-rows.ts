import type { AppError } from "@/lib/errors";
import { blocked } from "@/lib/sync/blocked";

/** For a file with a header and nothing below it. `read` gives no records then; the run decides whether it is held. */
export function noRows(): AppError {
  return blocked({
    code: "file_no_rows",
    message: "The file has a header but no rows.",
    remedy: "Check the export: it wrote the column names and nobody below them. Nothing was changed.",
  });
}
