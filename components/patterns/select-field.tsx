"use client";

import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

export type FieldChoice = { value: string; label: string; description?: string; disabled?: boolean };

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  options: readonly FieldChoice[];
  placeholder?: string;
};

/** A select. Values are text and never "". */
export function SelectField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { options, placeholder, disabled, ...field } = props;
  return (
    <FormField {...field}>
      {({ name, value, onChange, onBlur, ref }, aria) => (
        <Select
          name={name}
          value={value ?? ""}
          // Radix reports "" once when its options change; nobody chose that.
          onValueChange={(chosen) => chosen !== "" && onChange(chosen)}
          disabled={disabled}
        >
          <SelectTrigger {...aria} ref={ref} onBlur={onBlur}>
            {/* Set here, because Radix knows the labels of its items only in the browser. */}
            <SelectValue placeholder={placeholder ?? "Choose"}>
              {options.find((option) => option.value === value)?.label}
            </SelectValue>
          </SelectTrigger>
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
      )}
    </FormField>
  );
}
