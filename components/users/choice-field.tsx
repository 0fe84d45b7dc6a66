"use client";

import type { FieldValues } from "react-hook-form";
import { Combobox } from "@/components/patterns/combobox";
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
import type { FieldOption } from "@/lib/model/field";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  options: readonly FieldOption[];
  /** Values are option ids as text: one ("" for none), or an array. */
  multiple: boolean;
};

/** Single or multiple choice with search; can be cleared. */
export function ChoiceField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { control, name, label, help, optional, className, options, multiple } = props;
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
          <FormControl>
            <Combobox
              ref={field.ref}
              label={label}
              options={options.map((option) => ({ value: String(option.id), label: option.label }))}
              selected={[field.value].flat().filter(Boolean)}
              onChange={(ids) => field.onChange(multiple ? ids : (ids[0] ?? ""))}
              onBlur={field.onBlur}
              multiple={multiple}
              search="Search options"
              clearable
            />
          </FormControl>
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}
