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

/** A select. Values are text and never "". */
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
            // Radix reports "" once when its options change; nobody chose that.
            onValueChange={(value) => value !== "" && field.onChange(value)}
            disabled={disabled}
          >
            <FormControl>
              <SelectTrigger ref={field.ref} onBlur={field.onBlur}>
                {/* Set here, because Radix knows the labels of its items only in the browser. */}
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
