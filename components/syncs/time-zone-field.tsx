"use client";

import { useMemo } from "react";
import type { FieldValues } from "react-hook-form";
import { Combobox } from "@/components/patterns/combobox";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { timeZones } from "@/lib/syncs/time-zones";

/** One of four hundred time zones, found by a part of its name. */
export function TimeZoneField<V extends FieldValues, T = V>(props: FormFieldProps<V, T>) {
  const zones = useMemo(timeZones, []);
  return (
    <FormField {...props}>
      {({ value, onChange, onBlur, ref }, aria) => (
        <Combobox
          {...aria}
          ref={ref}
          label={props.label}
          options={optionsOf(zones, String(value))}
          selected={[String(value)]}
          onChange={([zone]) => zone && onChange(zone)}
          onBlur={onBlur}
          search="Search for a city or region"
        />
      )}
    </FormField>
  );
}

/** The zone in use may be an older name that this runtime knows, but does not list. */
function optionsOf(zones: readonly string[], used: string) {
  const all = zones.includes(used) ? zones : [used, ...zones];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
