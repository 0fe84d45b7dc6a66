"use client";

import { useId } from "react";
import type { FieldValues } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field-props";
import type { FieldChoice } from "@/components/patterns/select-field";
import { FormDescription, FormField, FormItem, FormMessage, useFormField } from "@/components/ui/form";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { cn } from "@/lib/cn";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & { options: readonly FieldChoice[] };

/** A few choices, each with a description. */
export function RadioField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { control, name, label, help, disabled, className, options } = props;
  return (
    <FormField
      control={control}
      name={name}
      render={({ field }) => (
        <FormItem className={className}>
          <Choices
            label={label}
            options={options}
            disabled={disabled}
            value={field.value ?? ""}
            onChange={field.onChange}
          />
          {help ? <FormDescription>{help}</FormDescription> : null}
          <FormMessage />
        </FormItem>
      )}
    />
  );
}

type ChoicesProps = {
  label: string;
  options: readonly FieldChoice[];
  disabled?: boolean;
  value: string;
  onChange: (value: string) => void;
};

function Choices({ label, options, disabled, value, onChange }: ChoicesProps) {
  const id = useId();
  const { error, formMessageId, formDescriptionId } = useFormField();
  return (
    <div className="grid gap-1.5">
      <span id={id} className="font-medium text-sm">
        {label}
      </span>
      <RadioGroup
        aria-labelledby={id}
        aria-describedby={error ? formMessageId : formDescriptionId}
        aria-invalid={error ? true : undefined}
        value={value}
        onValueChange={onChange}
        disabled={disabled}
      >
        {options.map((option) => (
          <label
            key={option.value}
            htmlFor={`${id}-${option.value}`}
            className={cn(
              "grid cursor-pointer grid-cols-[auto_1fr] gap-x-2.5 rounded-md border px-3 py-2.5 transition-colors hover:bg-subtle has-data-[state=checked]:border-primary has-data-[state=checked]:bg-primary-soft",
              option.disabled && "cursor-not-allowed opacity-60",
            )}
          >
            <RadioGroupItem
              id={`${id}-${option.value}`}
              value={option.value}
              disabled={option.disabled}
              className="mt-0.5"
            />
            <span className="font-medium text-sm">{option.label}</span>
            {option.description ? (
              <span className="col-start-2 text-pretty text-muted-foreground text-sm">
                {option.description}
              </span>
            ) : null}
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
