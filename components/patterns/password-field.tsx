"use client";

import type { FieldValues } from "react-hook-form";
import { FormField, type FormFieldProps } from "@/components/patterns/form-field";
import { ShowPassword, useShown } from "@/components/patterns/show-password";
import { Input } from "@/components/ui/input";

type Props<V extends FieldValues, T> = FormFieldProps<V, T> & {
  autoComplete: "current-password" | "new-password" | "off";
  placeholder?: string;
  autoFocus?: boolean;
};

/** A password input with a button that shows the text. */
export function PasswordField<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { control, name, label, help, optional, className, ...input } = props;
  const { type, ...button } = useShown(label);
  return (
    <FormField {...{ control, name, label, help, optional, className }}>
      {(field, aria) => (
        <div className="relative">
          <Input
            {...input}
            {...aria}
            {...field}
            value={field.value ?? ""}
            type={type}
            spellCheck={false}
            className="pr-9"
          />
          <ShowPassword {...button} />
        </div>
      )}
    </FormField>
  );
}
