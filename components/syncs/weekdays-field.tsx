"use client";

import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { DAY_NAMES } from "@/lib/syncs/schedule";

/** Days of the week to select. The value has the numbers of the days as text, Monday is "1". */
export function WeekdaysField<V extends FieldValues, T = V>(props: FormFieldProps<V, T>) {
  return (
    <FormField {...props} layout="group">
      {({ value, onChange, onBlur, ref }, { id, ...aria }) => {
        const days: string[] = Array.isArray(value) ? value.map(String) : [];
        return (
          <fieldset ref={ref} id={id} tabIndex={-1} {...aria} className="flex flex-wrap gap-x-4 gap-y-2.5">
            {DAY_NAMES.map((name, index) => {
              const day = String(index + 1);
              return (
                <span key={name} className="inline-flex items-center gap-2">
                  <Checkbox
                    id={`${id}-${day}`}
                    checked={days.includes(day)}
                    onBlur={onBlur}
                    onCheckedChange={(checked) =>
                      onChange(
                        checked === true ? [...days, day].sort() : days.filter((other) => other !== day),
                      )
                    }
                  />
                  <Label htmlFor={`${id}-${day}`} className="font-normal">
                    {name}
                  </Label>
                </span>
              );
            })}
          </fieldset>
        );
      }}
    </FormField>
  );
}
