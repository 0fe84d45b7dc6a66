"use client";

import type { Control, FieldValues } from "react-hook-form";
import { Hint } from "@/components/patterns/hint";
import { SelectField } from "@/components/patterns/select-field";
import { TextField } from "@/components/patterns/text-field";
import type { ScheduleDraft, ScheduleNames } from "@/components/syncs/schedule-draft";
import { expectedOf, expectedText, patienceText } from "@/lib/syncs/rhythm";

type Props<V extends FieldValues, T> = {
  control: Control<V, unknown, T>;
  names: ScheduleNames<V>;
  draft: ScheduleDraft;
};

/** How often a new file is expected, and what that means. */
export function RhythmFields<V extends FieldValues, T>({ control, names, draft }: Props<V, T>) {
  const { rhythm } = draft;
  const bySchedule = expectedOf({ schedule: draft, rhythm: null });
  const expected = expectedOf({ schedule: draft, rhythm });
  const options = [
    {
      value: "schedule",
      label: bySchedule ? `As it runs: ${expectedText(bySchedule)}` : "Not known",
    },
    { value: "day", label: "Every day" },
    { value: "workday", label: "Every working day" },
    { value: "week", label: "Every week" },
    { value: "days", label: "Every few days" },
    { value: "none", label: "No rhythm" },
  ];
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
      <SelectField
        control={control}
        name={names.rhythm}
        label="A new file is expected"
        hint={
          <Hint about="A new file is expected">
            <p>
              An export that stops is easy to miss, because nothing fails. Say how often a new file comes, and
              those who follow the sync are told when none does.
            </p>
          </Hint>
        }
        options={options}
        help={
          expected
            ? `The sync is shown as late when no new file has come for ${patienceText(expected)}.`
            : "The sync is never shown as late."
        }
      />
      {rhythm?.kind === "days" ? (
        <TextField
          control={control}
          name={names.rhythmDays}
          label="Days"
          type="number"
          inputMode="numeric"
          min={1}
          max={366}
        />
      ) : null}
    </div>
  );
}
