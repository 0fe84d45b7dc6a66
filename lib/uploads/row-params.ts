import type { RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";

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
