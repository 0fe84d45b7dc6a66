"use client";

import type { FieldValues } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field-props";
import { Checkbox } from "@/components/ui/checkbox";
import {
  FormControl,
  FormDescription,
  FormField,
  FormItem,
  FormLabel,
  FormMessage,
} from "@/components/ui/form";
import { Switch } from "@/components/ui/switch";
import { cn } from "@/lib/cn";

/** A switch; takes effect when the form is saved. */
export function SwitchField<V extends FieldValues, T = V>(props: FormFieldProps<V, T>) {
  const { control, name, label, help, disabled, className } = props;
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={cn("grid-cols-[1fr_auto] items-start gap-x-4 gap-y-0.5", className)}>
          <FormLabel>{label}</FormLabel>
          <FormControl>
            <Switch
              ref={field.ref}
              name={field.name}
              checked={Boolean(field.value)}
              onCheckedChange={field.onChange}
              onBlur={field.onBlur}
              disabled={disabled}
              className="row-span-2"
            />
          </FormControl>
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage className="col-span-2" />
        </FormItem>
      )}
    />
  );
}

/** A checkbox with a label. */
export function CheckboxField<V extends FieldValues, T = V>(props: FormFieldProps<V, T>) {
  const { control, name, label, help, disabled, className } = props;
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={cn("grid-cols-[auto_1fr] items-start gap-x-2.5 gap-y-0.5", className)}>
          <FormControl>
            <Checkbox
              ref={field.ref}
              name={field.name}
              checked={Boolean(field.value)}
              onCheckedChange={(checked) => field.onChange(checked === true)}
              onBlur={field.onBlur}
              disabled={disabled}
              className="mt-0.5"
            />
          </FormControl>
          <FormLabel className="font-normal">{label}</FormLabel>
          {help ? <FormDescription className="col-start-2">{help}</FormDescription> : null}
          <FormMessage className="col-start-2" />
        </FormItem>
      )}
    />
  );
}
