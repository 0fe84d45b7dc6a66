"use client";

import { useId } from "react";
import type { Absent } from "@/components/file-looks/use-column-drafts";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
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
        <GoOnWithout
          key={column}
          label={STANDARD_LABELS[column]}
          checked={!present.includes(column)}
          onChange={(isAbsent) =>
            onPresent(isAbsent ? present.filter((other) => other !== column) : [...present, column])
          }
        />
      ))}
    </div>
  );
}

type BoxProps = { label: string; checked: boolean; onChange: (checked: boolean) => void };

function GoOnWithout({ label, checked, onChange }: BoxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2 text-sm">
      <Checkbox
        id={id}
        checked={checked}
        onCheckedChange={(value) => onChange(value === true)}
        className="mt-0.5"
      />
      <label htmlFor={id}>
        Go on without {label}
        <span className="block text-muted-foreground text-xs">
          The file has no column for it. Users keep their current value.
        </span>
      </label>
    </div>
  );
}
