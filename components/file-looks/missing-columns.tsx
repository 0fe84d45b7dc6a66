"use client";

import { AbsentBox } from "@/components/file-looks/absent-box";
import type { Absent } from "@/components/file-looks/use-column-drafts";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { STANDARD_LABELS } from "@/lib/syncs/describe-mapping";

type Props = {
  /** What the file can't be imported without. */
  unmet: readonly string[];
  /** Standard columns that no column of the file fills. */
  lacking: readonly string[];
  /** Of these, what the file is said to have after all. */
  present: readonly Absent[];
  onPresent: (present: readonly Absent[]) => void;
};

const MAY_BE_ABSENT: readonly Absent[] = ["first_name", "last_name", "mobile"];

/** Standard columns that the file lacks: it is imported without them, or one of its columns is chosen. */
export function MissingColumns({ unmet, lacking, present, onPresent }: Props) {
  const absent = MAY_BE_ABSENT.filter((column) => lacking.includes(STANDARD_LABELS[column]));
  if (absent.length === 0 && unmet.length === 0) return null;
  return (
    <div className="grid gap-3 border-b p-4">
      {unmet.length > 0 ? (
        <Alert tone="danger">
          <AlertTitle>No column is mapped to {unmet.join(", ")}</AlertTitle>
          <AlertDescription>
            Choose “Use as {unmet[0]}” for a column below. The file can't be imported until then.
          </AlertDescription>
        </Alert>
      ) : null}
      {absent.map((column) => (
        <AbsentBox
          key={column}
          label={`Go on without ${STANDARD_LABELS[column]}`}
          note="The file has no column for it. Users keep their current value."
          checked={!present.includes(column)}
          onChange={(isAbsent) =>
            onPresent(isAbsent ? present.filter((other) => other !== column) : [...present, column])
          }
        />
      ))}
    </div>
  );
}
