import { ArrowRight } from "lucide-react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { ColumnFate } from "@/components/uploads/column-fate";
import { DropFile } from "@/components/uploads/drop-file";
import { FoundFile } from "@/components/uploads/found-file";
import { UploadRows } from "@/components/uploads/upload-rows";
import { rowsKey } from "@/lib/uploads/row-params";
import type { ManagersInspection } from "@/lib/uploads/views";

type Props = {
  found: ManagersInspection | null;
  sizeBytesMax: number;
  uploadId: string;
  templateHref: string;
};

/** The optional second file: uploaded and inspected like the first. */
export function ManagersStep({ found, sizeBytesMax, uploadId, templateHref }: Props) {
  return (
    <div className="mt-4 grid gap-2">
      <p className="font-medium text-sm">
        Managers file <span className="font-normal text-muted-foreground">(optional)</span>
      </p>
      <p className="text-muted-foreground text-sm">
        Lists who manages which teams. Without it, team managers stay as they are.
      </p>
      <DropFile
        key={uploadId}
        param="managers"
        uploaded={found?.upload ?? null}
        sizeBytesMax={sizeBytesMax}
        templateHref={templateHref}
      />
      {found ? (
        <>
          <div className="text-muted-foreground text-sm">
            <FoundFile found={found} />
          </div>
          <UploadRows
            key={rowsKey(found)}
            file="managers"
            used={{ headerRow: found.headerRow, footerRows: found.footerRows }}
            headerAt={found.headerAt}
          />
          {found.missing.length > 0 ? (
            <Alert tone="danger">
              <AlertTitle>No column is mapped to {found.missing.join(" or ")}</AlertTitle>
              <AlertDescription>Map a column in the mapping, or add the column to the file.</AlertDescription>
            </Alert>
          ) : null}
          <ul className="divide-y rounded-md border text-sm">
            {found.columns.map(({ header, fills, target }) => (
              <li key={header} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
                <span className="min-w-0 flex-1 basis-32 break-words">{header}</span>
                <ArrowRight className="size-3.5 shrink-0 text-faint max-sm:hidden" aria-hidden="true" />
                <span className="min-w-0 flex-1 basis-40">
                  <ColumnFate how={fateOf(fills, target?.kind)} fills={fills} note={null} />
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function fateOf(fills: string | null, kind: string | undefined) {
  if (fills !== null) return kind === undefined ? "matched" : "set";
  return kind === "ignore" ? "ignored" : "unknown";
}
