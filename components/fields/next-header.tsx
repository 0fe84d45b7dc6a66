"use client";

import { useId } from "react";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import type { FillingSync } from "@/lib/fields/find-uses";

type Props = {
  syncs: readonly FillingSync[];
  newLabel: string;
  /** Syncs whose next file will have the new label as the column header. */
  expectNew: readonly string[];
  onChange: (expectNew: string[]) => void;
};

/** Asks for each sync that fills a renamed field by its label which column header the next file will have. */
export function NextHeader({ syncs, newLabel, expectNew, onChange }: Props) {
  const id = useId();
  if (syncs.length === 0) return null;
  return (
    <fieldset className="grid gap-3 rounded-md border border-held-line bg-held-soft p-3 text-sm">
      <legend className="sr-only">Syncs that fill the field by its label</legend>
      <p className="text-pretty">
        {syncs.length === 1 ? "A sync fills" : `${syncs.length} syncs fill`} this field from the column with
        the same name. Which header will the column have in the next file?
      </p>
      {syncs.map(({ id: syncId, name, header }) => (
        <div key={syncId} className="grid gap-1.5">
          <p id={`${id}-${syncId}`} className="font-medium">
            {name}
          </p>
          <RadioGroup
            aria-labelledby={`${id}-${syncId}`}
            value={expectNew.includes(syncId) ? "new" : "old"}
            onValueChange={(value) =>
              onChange(
                value === "new" ? [...expectNew, syncId] : expectNew.filter((other) => other !== syncId),
              )
            }
            className="gap-1.5"
          >
            <Choice id={`${id}-${syncId}-old`} value="old">
              Still “{header}”: the mapping will use it
            </Choice>
            <Choice id={`${id}-${syncId}-new`} value="new">
              “{newLabel}”: you rename it in the export, too
            </Choice>
          </RadioGroup>
        </div>
      ))}
    </fieldset>
  );
}

function Choice({ id, value, children }: { id: string; value: string; children: React.ReactNode }) {
  return (
    <div className="flex items-start gap-2">
      <RadioGroupItem id={id} value={value} className="mt-0.5" />
      <label htmlFor={id} className="min-w-0 break-words">
        {children}
      </label>
    </div>
  );
}
