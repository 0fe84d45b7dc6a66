"use client";

import type { Control } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";
import { SwitchField } from "@/components/patterns/toggle-fields";
import type { SyncValues } from "@/components/syncs/sync-values";

type Props = {
  control: Control<SyncValues, unknown, SyncValues>;
  on: Record<"removals" | "shrunk" | "massUpdate", boolean>;
};

/** What holds a plan. A limit that is off keeps its numbers, out of sight. */
export function GuardFields({ control, on }: Props) {
  return (
    <div className="grid gap-5">
      <SwitchField
        control={control}
        name="guards.removals.on"
        label="Hold removals when there are many"
        help="Everything else is applied; the removals wait for a person."
      />
      {on.removals ? (
        <Numbers>
          <NumberField control={control} name="guards.removals.percent" label="More than % of its users" />
          <NumberField
            control={control}
            name="guards.removals.atLeast"
            label="And more than this many users"
          />
        </Numbers>
      ) : null}
      <SwitchField
        control={control}
        name="guards.shrunk.on"
        label="Hold removals when the file has shrunk"
        help="A file that was cut off looks like one with fewer people."
      />
      {on.shrunk ? (
        <Numbers>
          <NumberField
            control={control}
            name="guards.shrunk.percent"
            label="Fewer than % of the last good run"
          />
        </Numbers>
      ) : null}
      <SwitchField
        control={control}
        name="guards.massUpdate.on"
        label="Hold everything when many users would change"
        help="Such as when a column was moved or a format changed."
      />
      {on.massUpdate ? (
        <Numbers>
          <NumberField control={control} name="guards.massUpdate.percent" label="More than % of its users" />
          <NumberField
            control={control}
            name="guards.massUpdate.atLeast"
            label="And more than this many users"
          />
        </Numbers>
      ) : null}
      <SwitchField control={control} name="guards.noRows" label="Hold everything when the file has no rows" />
      <SwitchField
        control={control}
        name="guards.headerDrift"
        label="Hold everything when a column in use vanished or was renamed"
      />
      <SwitchField
        control={control}
        name="guards.reKey"
        label="Hold everything when most missing users come back under new IDs"
      />
      <SwitchField
        control={control}
        name="guards.firstRun"
        label="Hold the first run until someone has looked at it"
      />
    </div>
  );
}

function Numbers({ children }: { children: React.ReactNode }) {
  return <div className="-mt-2 grid max-w-md gap-4 border-l-2 pl-4 sm:grid-cols-2">{children}</div>;
}

type NumberProps = {
  control: Props["control"];
  name:
    | "guards.removals.percent"
    | "guards.removals.atLeast"
    | "guards.shrunk.percent"
    | "guards.massUpdate.percent"
    | "guards.massUpdate.atLeast";
  label: string;
};

function NumberField({ control, name, label }: NumberProps) {
  return <TextField control={control} name={name} label={label} inputMode="numeric" autoComplete="off" />;
}
