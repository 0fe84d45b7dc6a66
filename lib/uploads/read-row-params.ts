import type { RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";
import { rowsOfFile } from "@/lib/syncs/schema";
import { ROW_PARAMS } from "@/lib/uploads/row-params";

/** What the address says of one file's rows; what it says wrongly is as if it said nothing. */
export function readRowParams(get: (name: string) => string, file: IssueFile): Partial<RowsOfFile> {
  const names = ROW_PARAMS[file];
  const said = (part: keyof RowsOfFile) => {
    const text = get(names[part]);
    return text === "" ? undefined : rowsOfFile.shape[part].safeParse(text).data;
  };
  const [headerRow, footerRows] = [said("headerRow"), said("footerRows")];
  return {
    ...(headerRow === undefined ? {} : { headerRow }),
    ...(footerRows === undefined ? {} : { footerRows }),
  };
}
