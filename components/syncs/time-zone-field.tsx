"use client";

import { Check, ChevronsUpDown } from "lucide-react";
import { useMemo, useState } from "react";
import type { FieldValues } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field-props";
import { Button } from "@/components/ui/button";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "@/components/ui/command";
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from "@/components/ui/form";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { cn } from "@/lib/cn";
import { timeZones } from "@/lib/syncs/time-zones";

/** One of the four hundred time zones, found by typing a part of its name. */
export function TimeZoneField<V extends FieldValues, T = V>(props: FormFieldProps<V, T>) {
  const { control, name, label, help, className } = props;
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={className}>
          <FormLabel>{label}</FormLabel>
          <Picker value={String(field.value)} onChange={field.onChange} onBlur={field.onBlur} />
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}

type PickerProps = { value: string; onChange: (zone: string) => void; onBlur: () => void };

function Picker({ value, onChange, onBlur }: PickerProps) {
  const [open, setOpen] = useState(false);
  const zones = useMemo(() => (open ? timeZones() : []), [open]);
  return (
    // Modal, or the wheel would not scroll the list inside a dialog.
    <Popover open={open} onOpenChange={setOpen} modal>
      <PopoverTrigger asChild>
        <FormControl>
          <Button
            variant="outline"
            role="combobox"
            aria-expanded={open}
            onBlur={onBlur}
            className="w-full justify-between font-normal"
          >
            <span className="truncate">{value.replaceAll("_", " ")}</span>
            <ChevronsUpDown className="text-muted-foreground" aria-hidden="true" />
          </Button>
        </FormControl>
      </PopoverTrigger>
      <PopoverContent align="start" className="w-72 p-0">
        <Command>
          <CommandInput placeholder="Search a city or region" />
          <CommandList>
            <CommandEmpty>No such time zone</CommandEmpty>
            {zones.map((zone) => (
              <CommandItem
                key={zone}
                value={zone.replaceAll("_", " ")}
                onSelect={() => {
                  onChange(zone);
                  setOpen(false);
                }}
              >
                {zone.replaceAll("_", " ")}
                <Check className={cn("ml-auto", zone !== value && "invisible")} aria-hidden="true" />
              </CommandItem>
            ))}
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  );
}
