import type { RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";
import { rowsOfFile } from "@/lib/syncs/schema";

type Names = Readonly<Record<keyof RowsOfFile, string>>;

/** Where the address of the upload page says which row of each file is its header, and how many are left out. */
export const ROW_PARAMS: Readonly<Record<IssueFile, Names>> = {
  users: { headerRow: "header", footerRows: "footer" },
  managers: { headerRow: "managersHeader", footerRows: "managersFooter" },
};

/** The key of the form of a file's rows: what is typed gives way to what was used once the file was read again. */
export function rowsKey({ upload, headerRow, footerRows }: RowsOfFile & { upload: { id: string } }): string {
  return `${upload.id} ${headerRow} ${footerRows}`;
}

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
