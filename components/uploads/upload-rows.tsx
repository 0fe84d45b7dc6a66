"use client";

import { useState } from "react";
import { useUrlParams } from "@/components/patterns/use-url-params";
import { FileRowsFields } from "@/components/syncs/mapping/file-rows-fields";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useFileOnTheWay } from "@/components/uploads/on-the-way";
import type { RowsOfFile } from "@/lib/model/file";
import type { IssueFile } from "@/lib/model/issue";
import { ROW_PARAMS } from "@/lib/uploads/row-params";

type Props = {
  file: IssueFile;
  used: RowsOfFile;
  /** Where the header probably is instead. */
  headerAt: { row: number; line: number } | null;
};

/** The first and last rows of an uploaded file. Leaving a changed field reads the file again. */
export function UploadRows({ file, used, headerAt }: Props) {
  const { set, pending } = useUrlParams();
  const usedAs = { headerRow: String(used.headerRow), footerRows: String(used.footerRows) };
  const [typed, setTyped] = useState(usedAs);
  useFileOnTheWay(pending);

  function read(rows: typeof typed): void {
    const names = ROW_PARAMS[file];
    set({ [names.headerRow]: rows.headerRow, [names.footerRows]: rows.footerRows });
  }

  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        read(typed);
      }}
      onBlur={(event) => {
        const isOther = typed.headerRow !== usedAs.headerRow || typed.footerRows !== usedAs.footerRows;
        if (isOther && event.currentTarget.checkValidity()) read(typed);
      }}
    >
      {headerAt ? (
        <Alert tone="held">
          <AlertTitle>The header is probably on line {headerAt.line}</AlertTitle>
          <AlertDescription>Row {used.headerRow} does not have the required columns.</AlertDescription>
          <AlertActions>
            <Button
              size="sm"
              pending={pending}
              onClick={() => read({ ...usedAs, headerRow: String(headerAt.row) })}
            >
              Use line {headerAt.line}
            </Button>
          </AlertActions>
        </Alert>
      ) : null}
      <FileRowsFields
        value={typed}
        of={file === "managers" ? " of the managers file" : ""}
        onChange={setTyped}
      />
    </form>
  );
}
