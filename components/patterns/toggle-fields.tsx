"use client";

import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Switch } from "@/components/ui/switch";

/** A switch; takes effect when the form is saved. */
export function SwitchField<V extends FieldValues, T = V>({ disabled, ...props }: FormFieldProps<V, T>) {
  return (
    <FormField {...props} layout="switch">
      {({ ref, name, value, onChange, onBlur }, aria) => (
        <Switch
          {...aria}
          ref={ref}
          name={name}
          checked={Boolean(value)}
          onCheckedChange={onChange}
          onBlur={onBlur}
          disabled={disabled}
          className="row-span-2"
        />
      )}
    </FormField>
  );
}

/** A checkbox with a label. */
export function CheckboxField<V extends FieldValues, T = V>({ disabled, ...props }: FormFieldProps<V, T>) {
  return (
    <FormField {...props} layout="checkbox">
      {({ ref, name, value, onChange, onBlur }, aria) => (
        <Checkbox
          {...aria}
          ref={ref}
          name={name}
          checked={Boolean(value)}
          onCheckedChange={(checked) => onChange(checked === true)}
          onBlur={onBlur}
          disabled={disabled}
          className="col-start-1 row-start-1 mt-0.5"
        />
      )}
    </FormField>
  );
}
