import type { ReactNode } from "react";
import type { Control, FieldPath, FieldValues } from "react-hook-form";

/** Common to every one-line form field. `T` is what the schema makes of the values. */
export type FormFieldProps<V extends FieldValues, T = V> = {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  label: string;
  /** Under the control: what to enter, where to find it. */
  help?: ReactNode;
  /** Says so beside the label. */
  optional?: boolean;
  disabled?: boolean;
  className?: string;
};
