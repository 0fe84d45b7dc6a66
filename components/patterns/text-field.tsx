"use client";

import type { ChangeEvent, ComponentProps } from "react";
import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/lib/cn";

type Shared =
  | "autoComplete"
  | "autoFocus"
  | "placeholder"
  | "maxLength"
  | "readOnly"
  | "inputMode"
  | "spellCheck";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> &
  Pick<ComponentProps<"input">, Shared | "type" | "min" | "max" | "step"> & {
    multiline?: boolean;
    rows?: number;
    /** Hosts, paths, keys. */
    mono?: boolean;
    inputClassName?: string;
    /** Called with the text after every change. */
    onValueChange?: (value: string) => void;
  };

/** Label, input, help and error. The value is text; an empty input is "". */
export function TextField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { multiline, rows, mono, inputClassName, onValueChange, type, min, max, step, ...rest } = props;
  const { control, name, label, hint, help, optional, className, ...shared } = rest;
  return (
    <FormField {...{ control, name, label, hint, help, optional, className }}>
      {(field, aria) => {
        const input = {
          ...shared,
          ...aria,
          ...field,
          value: field.value ?? "",
          onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
            field.onChange(event);
            onValueChange?.(event.target.value);
          },
          className: cn(mono && "font-mono text-sm", inputClassName),
        };
        return multiline ? (
          <Textarea {...input} rows={rows} />
        ) : (
          <Input {...input} type={type} min={min} max={max} step={step} />
        );
      }}
    </FormField>
  );
}
