"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  autoComplete: "current-password" | "new-password" | "off";
  placeholder?: string;
  autoFocus?: boolean;
};

/** A password input with a button that shows the text. */
export function PasswordField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { control, name, label, help, optional, className, ...input } = props;
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <FormField {...{ control, name, label, help, optional, className }}>
      {(field, aria) => (
        <div className="relative">
          <Input
            {...input}
            {...aria}
            {...field}
            value={field.value ?? ""}
            type={shown ? "text" : "password"}
            spellCheck={false}
            className="pr-9"
          />
          <button
            type="button"
            aria-label={shown ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-muted-foreground hover:text-foreground"
          >
            <Icon className="size-4" aria-hidden="true" />
          </button>
        </div>
      )}
    </FormField>
  );
}
