"use client";

import { useMemo } from "react";
import type { FieldValues } from "react-hook-form";
import { Combobox } from "@/components/patterns/combobox";
import type { FormFieldProps } from "@/components/patterns/form-field-props";
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from "@/components/ui/form";
import { timeZones } from "@/lib/syncs/time-zones";

/** One of the four hundred time zones, found by typing a part of its name. */
export function TimeZoneField<V extends FieldValues, T = V>(props: FormFieldProps<V, T>) {
  const { control, name, label, help, className } = props;
  const zones = useMemo(timeZones, []);
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={className}>
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Combobox
              ref={field.ref}
              label={label}
              options={optionsOf(zones, String(field.value))}
              selected={[String(field.value)]}
              onChange={([zone]) => zone && field.onChange(zone)}
              onBlur={field.onBlur}
              search="Search a city or region"
            />
          </FormControl>
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}

/** The zone in use may be an older name that this runtime knows, but does not list. */
function optionsOf(zones: readonly string[], used: string) {
  const all = zones.includes(used) ? zones : [used, ...zones];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
