"use client";

import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import type { SelectOption } from "@/components/patterns/option-select";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { cn } from "@/lib/cn";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & { options: readonly SelectOption[] };

/** A few choices, each with a description. */
export function RadioField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { options, disabled, ...field } = props;
  return (
    <FormField {...field} layout="group">
      {({ value, onChange }, aria) => (
        <RadioGroup {...aria} value={value ?? ""} onValueChange={onChange} disabled={disabled}>
          {options.map((option) => (
            <label
              key={option.value}
              htmlFor={`${aria.id}-${option.value}`}
              className={cn(
                "grid cursor-pointer grid-cols-[auto_1fr] gap-x-2.5 rounded-md border px-3 py-2.5 transition-colors hover:bg-subtle has-data-[state=checked]:border-primary has-data-[state=checked]:bg-primary-soft",
                option.disabled && "cursor-not-allowed opacity-60",
              )}
            >
              <RadioGroupItem
                id={`${aria.id}-${option.value}`}
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
      )}
    </FormField>
  );
}
