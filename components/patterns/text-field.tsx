"use client";

import type { ComponentProps } from "react";
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
  const {
    control,
    name,
    label,
    help,
    optional,
    className,
    multiline,
    rows,
    mono,
    inputClassName,
    onValueChange,
    type,
    ...input
  } = props;
  const { min, max, step, ...shared } = input;
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
            {multiline ? (
              <Textarea
                {...shared}
                {...field}
                rows={rows}
                value={field.value ?? ""}
                onChange={(event) => {
                  field.onChange(event);
                  onValueChange?.(event.target.value);
                }}
                className={cn(mono && "font-mono text-sm", inputClassName)}
              />
            ) : (
              <Input
                {...shared}
                {...field}
                type={type}
                min={min}
                max={max}
                step={step}
                value={field.value ?? ""}
                onChange={(event) => {
                  field.onChange(event);
                  onValueChange?.(event.target.value);
                }}
                className={cn(mono && "font-mono text-sm", inputClassName)}
              />
            )}
          </FormControl>
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}
