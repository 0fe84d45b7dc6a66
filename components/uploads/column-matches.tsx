"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { MakeField } from "@/components/syncs/mapping/make-field";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { ColumnFate } from "@/components/uploads/column-fate";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import type { NearTarget } from "@/lib/syncs/propose/near-target";
import { mapUploadColumnsAction } from "@/lib/uploads/actions";

const AddUploadFields = deferDialog(
  async () => (await import("@/components/uploads/add-upload-fields")).AddUploadFields,
);

type Props = {
  uploadId: string;
  columns: readonly ProposedColumn[];
  missing: readonly string[];
  /** The sync of the mapping; absent: the sync of uploads. */
  syncId: string | undefined;
  canMap: boolean;
  canCreateFields: boolean;
  /** Labels of the existing fields. */
  taken: readonly string[];
};

/** What each column is mapped to. An unmapped column is left out unless you accept its suggestion. */
export function ColumnMatches(props: Props) {
  const { uploadId, columns, missing, syncId, canMap, canCreateFields, taken } = props;
  const scope = useScope();
  const [makingOne, setMakingOne] = useState<ProposedColumn | null>(null);
  const [makingAll, setMakingAll] = useState(false);
  const mapMade = useAction(mapUploadColumnsAction);
  const canCreate = canMap && canCreateFields;
  const open = columns.filter(({ guess, near }) => guess !== null || near !== null);
  return (
    <div>
      {canCreate && open.length > 1 ? (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b bg-subtle px-4 py-2.5">
          <p className="text-muted-foreground text-sm">
            {open.length} columns are not mapped and will be left out.
          </p>
          <Button variant="outline" size="sm" onClick={() => setMakingAll(true)}>
            Map all {open.length} columns…
          </Button>
        </div>
      ) : null}
      {missing.length > 0 ? (
        <div className="border-b p-4">
          <Alert tone="danger">
            <AlertTitle>
              {missing.length === 1 ? "A required column is missing: " : "Required columns are missing: "}
              {missing.join(", ")}
            </AlertTitle>
            <AlertDescription>
              Map another column to it below, or add it to the file and upload the file again. Its cells may
              be empty, except for ID and Email. In the mapping, you can also mark a column as absent from the
              file.
            </AlertDescription>
          </Alert>
        </div>
      ) : null}
      <ul className="divide-y">
        {columns.map((column) => (
          <li key={column.header} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-40 break-words">{column.header}</span>
            <ArrowRight className="size-3.5 shrink-0 text-faint max-sm:hidden" aria-hidden="true" />
            <span className="flex min-w-0 flex-1 basis-56 flex-wrap items-center gap-2">
              <ColumnFate how={column.how} fills={column.fills} note={noteOf(column)} />
              {column.near && canMap ? (
                <TakeHint header={column.header} hint={column.near} syncId={syncId} />
              ) : null}
              {column.guess && canCreate ? (
                <Button
                  variant="outline"
                  size="sm"
                  aria-label={`Add field for ${column.header}`}
                  onClick={() => setMakingOne(column)}
                >
                  Add field
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {makingOne?.guess && canCreate ? (
        <MakeField
          header={makingOne.header}
          guess={makingOne.guess}
          taken={taken}
          onMade={(field) => {
            setMakingOne(null);
            const target = madeFieldTarget(field, makingOne.guess);
            void mapMade.run(scope, { syncId, columns: [{ header: makingOne.header, target }] });
          }}
          onClose={() => setMakingOne(null)}
        />
      ) : null}
      {makingAll && canCreate ? (
        <AddUploadFields
          file={{ uploadId, syncId }}
          columns={columns}
          missing={missing}
          taken={taken}
          onClose={() => setMakingAll(false)}
        />
      ) : null}
    </div>
  );
}

function noteOf({ near: hint, clash }: ProposedColumn): string | null {
  if (clash !== null) return `“${clash}” is mapped to the same field. Ignore one of them in the mapping.`;
  return hint ? `Unknown column. Probably ${hint.label}: ${hint.why}` : null;
}

type HintProps = {
  header: string;
  hint: NearTarget;
  syncId: string | undefined;
};

function TakeHint({ header, hint, syncId }: HintProps) {
  const scope = useScope();
  const { run, pending } = useAction(mapUploadColumnsAction, {
    success: `“${header}” is mapped to ${hint.label}`,
  });
  return (
    <Button
      variant="outline"
      size="sm"
      pending={pending}
      onClick={() => void run(scope, { syncId, columns: [{ header, target: hint.target }] })}
    >
      Map to {hint.label}
    </Button>
  );
}
