"use client";

import { type Control, type FieldPath, type FieldValues, useWatch } from "react-hook-form";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { TimeZoneField } from "@/components/syncs/time-zone-field";
import { EVERY_HOURS } from "@/lib/syncs/schedule";

const FREQUENCIES = EVERY_HOURS.toReversed().map((hours) => ({
  value: String(hours),
  label: hours === 24 ? "Every 24 hours" : hours === 1 ? "Every hour" : `Every ${hours} hours`,
}));

type Names<V extends FieldValues> = Record<"everyHours" | "atTime" | "timeZone", FieldPath<V>>;
type Props<V extends FieldValues, T> = { control: Control<V, unknown, T>; names: Names<V> };

/** When a sync runs. */
export function ScheduleFields<V extends FieldValues, T>({ control, names }: Props<V, T>) {
  const isDaily = Number(useWatch({ control, name: names.everyHours })) === 24;
  return (
    <div className="grid gap-2">
      <div className="grid gap-4 sm:grid-cols-[1fr_8rem_1.2fr]">
        <SelectField control={control} name={names.everyHours} label="Runs" options={FREQUENCIES} />
        <TextField control={control} name={names.atTime} label={isDaily ? "At" : "First at"} type="time" />
        <TimeZoneField control={control} name={names.timeZone} label="Time zone" />
      </div>
      {isDaily ? null : (
        <p className="text-muted-foreground text-sm">
          The interval stays the same when daylight saving time starts or ends, so runs then shift by one
          hour.
        </p>
      )}
    </div>
  );
}
