"use client";

import { type Control, type FieldValues, useWatch } from "react-hook-form";
import { Hint } from "@/components/patterns/hint";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import { NextTimes } from "@/components/syncs/next-times";
import { RhythmFields } from "@/components/syncs/rhythm-fields";
import {
  draftOf,
  SCHEDULE_NAMES,
  type ScheduleDraft,
  type ScheduleNames,
} from "@/components/syncs/schedule-draft";
import { TimeZoneField } from "@/components/syncs/time-zone-field";
import { WeekdaysField } from "@/components/syncs/weekdays-field";
import type { ScheduleKind } from "@/lib/model/schedule";
import { EVERY_HOURS } from "@/lib/syncs/schedule";

const KINDS: readonly { value: ScheduleKind; label: string; description?: string }[] = [
  { value: "daily", label: "Every day" },
  { value: "weekdays", label: "Monday to Friday" },
  { value: "weekly", label: "On chosen days of the week" },
  { value: "hours", label: "Every few hours" },
  { value: "arrival", label: "When a new file arrives" },
  { value: "never", label: "Never automatically", description: "Only when someone selects “Sync now”" },
];

const FREQUENCIES = EVERY_HOURS.toReversed().map((hours) => ({
  value: String(hours),
  label: hours === 1 ? "Every hour" : `Every ${hours} hours`,
}));

type Props<V extends FieldValues, T> = {
  control: Control<V, unknown, T>;
  /** Whether files are placed with us, so that no server is looked at. */
  isPlaced?: boolean;
};

/** When a sync runs, and how often a new file is expected. The form has the fields of `scheduleFields`. */
export function ScheduleFields<V extends FieldValues, T>({ control, isPlaced = false }: Props<V, T>) {
  // Both forms with a schedule have these fields, under these names.
  const names = SCHEDULE_NAMES as ScheduleNames<V>;
  const watched = useWatch({ control, name: Object.values(names) }) as unknown[];
  const draft = draftOf(Object.fromEntries(Object.keys(SCHEDULE_NAMES).map((key, at) => [key, watched[at]])));
  return (
    <div className="grid gap-4">
      <SelectField
        control={control}
        name={names.kind}
        label="Runs"
        hint={
          <Hint about="Runs">
            <p>
              When the file is read. Choose a time after your system has written it. A run that finds the same
              file changes nothing, so reading it more often does no harm.
            </p>
          </Hint>
        }
        options={KINDS}
      />
      <TimeFields control={control} names={names} draft={draft} isPlaced={isPlaced} />
      <NextTimes draft={draft} />
      {draft.kind === "never" ? null : <RhythmFields control={control} names={names} draft={draft} />}
    </div>
  );
}

type PartProps<V extends FieldValues, T> = {
  control: Control<V, unknown, T>;
  names: ScheduleNames<V>;
  draft: ScheduleDraft;
  isPlaced: boolean;
};

function TimeFields<V extends FieldValues, T>({ control, names, draft, isPlaced }: PartProps<V, T>) {
  if (draft.kind === "never") return null;
  const zone = <TimeZoneField control={control} name={names.timeZone} label="Time zone" />;
  if (draft.kind === "arrival") {
    return (
      <div className="grid gap-4 sm:grid-cols-2">
        {isPlaced ? null : (
          <TextField
            control={control}
            name={names.lookMinutes}
            label="Minutes between two looks"
            type="number"
            inputMode="numeric"
            min={5}
            max={60}
            help="How often the server is asked for a new file: 5 to 60 minutes. Files placed with us are noticed within two minutes."
          />
        )}
        {zone}
      </div>
    );
  }
  const isHours = draft.kind === "hours";
  return (
    <>
      {draft.kind === "weekly" ? (
        <WeekdaysField control={control} name={names.weekdays} label="Days" />
      ) : null}
      <div
        className={
          isHours ? "grid gap-4 sm:grid-cols-[1fr_8rem_1.2fr]" : "grid gap-4 sm:grid-cols-[8rem_1fr]"
        }
      >
        {isHours ? (
          <SelectField control={control} name={names.everyHours} label="Interval" options={FREQUENCIES} />
        ) : null}
        <TextField control={control} name={names.atTime} label={isHours ? "First at" : "At"} type="time" />
        {zone}
      </div>
      {isHours ? (
        <p className="text-muted-foreground text-sm">
          The interval stays the same when daylight saving time starts or ends, so runs then shift by one
          hour.
        </p>
      ) : null}
    </>
  );
}
