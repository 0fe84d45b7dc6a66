"use client";

import type { FieldValues } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field-props";
import { OptionalMark } from "@/components/patterns/optional-mark";
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from "@/components/ui/form";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

export type FieldChoice = { value: string; label: string; description?: string; disabled?: boolean };

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  options: readonly FieldChoice[];
  placeholder?: string;
};

/** One of a list. Values are text and never "". */
export function SelectField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { control, name, label, help, optional, disabled, className, options, placeholder } = props;
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={className}>
          <FormLabel>
            {label}
            {optional ? <OptionalMark /> : null}
          </FormLabel>
          <Select
            name={field.name}
            value={field.value ?? ""}
            // Radix answers "" once when its list is refilled; that is no choice of a person.
            onValueChange={(value) => value !== "" && field.onChange(value)}
            disabled={disabled}
          >
            <FormControl>
              <SelectTrigger ref={field.ref} onBlur={field.onBlur}>
                {/* Named here, because Radix knows the words of its items only once the browser has them. */}
                <SelectValue placeholder={placeholder ?? "Choose"}>
                  {options.find((option) => option.value === field.value)?.label}
                </SelectValue>
              </SelectTrigger>
            </FormControl>
            <SelectContent>
              {options.map((option) => (
                <SelectItem
                  key={option.value}
                  value={option.value}
                  description={option.description}
                  disabled={option.disabled}
                >
                  {option.label}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}
