"use client";

import type { FieldValues } from "react-hook-form";
import { Combobox } from "@/components/patterns/combobox";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import type { FieldOption } from "@/lib/model/field";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  options: readonly FieldOption[];
  /** Values are option ids as text: one ("" for none), or an array. */
  multiple: boolean;
};

/** Single or multiple choice with search; can be cleared. */
export function ChoiceField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { options, multiple, ...field } = props;
  return (
    <FormField {...field}>
      {({ value, onChange, onBlur, ref }, aria) => (
        <Combobox
          {...aria}
          ref={ref}
          label={props.label}
          options={options.map((option) => ({ value: String(option.id), label: option.label }))}
          selected={[value].flat().filter(Boolean)}
          onChange={(ids) => onChange(multiple ? ids : (ids[0] ?? ""))}
          onBlur={onBlur}
          multiple={multiple}
          search="Search options"
          clearable
        />
      )}
    </FormField>
  );
}
