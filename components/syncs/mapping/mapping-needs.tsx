"use client";

import { AbsentBox } from "@/components/file-looks/absent-box";
import type { Absent } from "@/components/syncs/mapping/use-mapping-draft";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { STANDARD_LABELS } from "@/lib/syncs/describe-mapping";

type Props = {
  /** Standard columns that no column of the file is mapped to, by their names. */
  missing: readonly string[];
  without: readonly Absent[];
  onAbsent: (column: Absent, isAbsent: boolean) => void;
};

const MAY_BE_ABSENT: readonly Absent[] = ["first_name", "last_name", "mobile"];

/** Required columns that are not mapped, and check boxes for those that the file does not have. */
export function MappingNeeds({ missing, without, onAbsent }: Props) {
  const open = MAY_BE_ABSENT.filter((column) => missing.includes(STANDARD_LABELS[column]));
  const shown = MAY_BE_ABSENT.filter((column) => open.includes(column) || without.includes(column));
  if (missing.length === 0 && shown.length === 0) return null;
  return (
    <div className="grid gap-3 border-b p-4">
      {missing.length > 0 ? (
        <Alert tone="danger">
          <AlertTitle>No column is mapped to {missing.join(", ")}</AlertTitle>
          <AlertDescription>
            Map a column to {missing.length === 1 ? "it" : "each of them"} below
            {open.length > 0 ? ", or select that the file does not have it" : ""}. The file can't be imported
            until then.
          </AlertDescription>
        </Alert>
      ) : null}
      {shown.length > 0 ? (
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {shown.map((column) => (
            <AbsentBox
              key={column}
              label={`The file has no ${STANDARD_LABELS[column]}`}
              note="Users keep their current value."
              checked={without.includes(column)}
              onChange={(isAbsent) => onAbsent(column, isAbsent)}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
