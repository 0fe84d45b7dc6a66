"use client";

import type { ReactNode } from "react";
import {
  type Control,
  Controller,
  type ControllerRenderProps,
  type FieldPath,
  type FieldValues,
} from "react-hook-form";
import { type ControlProps, Field, type FieldProps } from "@/components/patterns/field";

/** Common to all fields of a form. `T` is what the schema makes of the values. */
export type FormFieldProps<V extends FieldValues, T = V> = Omit<FieldProps, "label" | "error" | "layout"> & {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  label: string;
  disabled?: boolean;
};

type Props<V extends FieldValues, T> = FormFieldProps<V, T> &
  Pick<FieldProps, "layout"> & {
    children: (field: ControllerRenderProps<V, FieldPath<V>>, control: ControlProps) => ReactNode;
  };

/** A `Field` whose value and error are those of a form. */
export function FormField<V extends FieldValues, T = V>({ control, name, children, ...parts }: Props<V, T>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <Field {...parts} error={error && String(error.message ?? "")}>
          {(props) => children(field, props)}
        </Field>
      )}
    />
  );
}
