"use client";

import { type ReactNode, useId, useState } from "react";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import { addUnknownTeamsAction, addUnknownValuesAction } from "@/lib/runs/actions";
import type { UnknownValue, UnknownValues } from "@/lib/runs/unknown-values/list";

type Props = {
  runId: string;
  unknown: UnknownValues;
  /** May add fields' options, or teams. */
  canAdd: boolean;
  /** The button that starts the next run. */
  again: ReactNode;
};

/** Values of a column without an option or team: all of them can be added together. Misspellings are not selected. */
export function UnknownOptions({ runId, unknown, canAdd, again }: Props) {
  const { kind, column, field, values, added } = unknown;
  const noun = kind === "teams" ? "team" : "option";
  const id = useId();
  const scope = useScope();
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const { run, pending } = useAction(kind === "teams" ? addUnknownTeamsAction : addUnknownValuesAction, {
    success: ({ added: count }) =>
      kind === "teams"
        ? `Added ${plural(count, "team")}`
        : `Added ${plural(count, "option")} to ${field.label}`,
    onDone: () => setChanged(new Set()),
  });
  const isSelected = ({ value, meant }: UnknownValue) => (meant === null) !== changed.has(value);
  const selected = values.filter(isSelected);
  const of = kind === "teams" || field.label === column ? "" : ` of ${field.label}`;

  function toggle(value: string): void {
    setChanged((before) => {
      const after = new Set(before);
      if (!after.delete(value)) after.add(value);
      return after;
    });
  }

  return (
    <section aria-labelledby={`${id}-title`} className="grid gap-3 rounded-lg border bg-card px-4 py-3">
      <div className="grid gap-1">
        <h3 id={`${id}-title`} className="wrap-anywhere font-medium">
          {values.length > 0
            ? `${plural(values.length, "value")} in ${column} without ${kind === "teams" ? "a team" : `an option${of}`}`
            : `All values in ${column} have ${kind === "teams" ? "a team" : `an option${of}`} now`}
        </h3>
        {added > 0 ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
            <p className="text-muted-foreground">
              {plural(added, "value")} of this run{" "}
              {added === 1 ? `is ${kind === "teams" ? "a" : "an"} ${noun}` : `are ${noun}s`} now. Run the sync
              again to set {added === 1 ? "it" : "them"}.
            </p>
            {again}
          </div>
        ) : (
          <p className="text-muted-foreground text-sm">
            These values were not imported. Add them as {noun}s and run the sync again, or correct them in the
            file.
          </p>
        )}
      </div>
      {canAdd && values.length > 0 ? (
        <>
          <ul className="grid max-h-64 gap-x-6 gap-y-1.5 overflow-y-auto sm:grid-cols-2">
            {values.map((each, at) => (
              <li key={each.value} className="flex min-w-0 items-start gap-2.5 text-sm">
                <Checkbox
                  id={`${id}-${at}`}
                  className="mt-0.5"
                  checked={isSelected(each)}
                  onCheckedChange={() => toggle(each.value)}
                />
                <label htmlFor={`${id}-${at}`} className="wrap-anywhere min-w-0 flex-1">
                  {each.value}
                  {each.meant ? <span className="text-held"> (probably {each.meant})</span> : null}
                </label>
                <span className="shrink-0 text-muted-foreground">{formatNumber(each.count)}</span>
              </li>
            ))}
          </ul>
          <Button
            variant="outline"
            size="sm"
            className="w-fit"
            pending={pending}
            disabled={selected.length === 0}
            onClick={() => void run(scope, { runId, column, values: selected.map(({ value }) => value) })}
          >
            {addLabel(selected.length, noun)}
          </Button>
        </>
      ) : null}
    </section>
  );
}

function addLabel(count: number, noun: "option" | "team"): string {
  if (count === 0) return `Add selected ${noun}s`;
  return `Add ${plural(count, noun)}`;
}
