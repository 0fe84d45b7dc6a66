import type { ReactNode } from "react";
import type { Control, FieldPath, FieldValues } from "react-hook-form";

/** Shared by all form fields. `T` is the schema's output. */
export type FormFieldProps<V extends FieldValues, T = V> = {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  label: string;
  /** Shown under the control: what to enter, where to find it. */
  help?: ReactNode;
  /** Shows "Optional" beside the label. */
  optional?: boolean;
  disabled?: boolean;
  className?: string;
};
