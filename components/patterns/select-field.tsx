"use client";

import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { OptionSelect, type SelectOption } from "@/components/patterns/option-select";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  options: readonly SelectOption[];
  placeholder?: string;
};

/** A select. Values are text and never "". */
export function SelectField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { options, placeholder, disabled, ...field } = props;
  return (
    <FormField {...field}>
      {({ name, value, onChange, onBlur, ref }, aria) => (
        <OptionSelect
          {...aria}
          ref={ref}
          name={name}
          options={options}
          value={value ?? ""}
          onChange={onChange}
          onBlur={onBlur}
          placeholder={placeholder}
          disabled={disabled}
        />
      )}
    </FormField>
  );
}
