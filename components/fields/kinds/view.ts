import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import type { FormFieldProps } from "@/components/patterns/form-field";
import type { ProfileField } from "@/lib/model/field";
import type { FieldReading } from "@/lib/model/mapping";

export type InputProps<V extends FieldValues, T> = Pick<
  FormFieldProps<V, T>,
  "control" | "name" | "label" | "help"
> & { field: ProfileField };

export type SettingsProps = {
  value: FieldReading;
  /** The first different cells. */
  samples: readonly string[];
  onChange: (change: FieldReading) => void;
};

/** How a type of profile fields looks on a screen. What it is and does: `lib/field-kinds`. */
export type FieldKindView = {
  icon: LucideIcon;
  /** The control of a form. Its value is text, or ids of options as text. */
  Input: <V extends FieldValues, T>(props: InputProps<V, T>) => ReactNode;
  /** What a mapping may say of how a column is read; absent where there is nothing to say. */
  Settings?: (props: SettingsProps) => ReactNode;
  /** Whether a user can have several values, each shown as a chip. */
  chips?: boolean;
  /** Of a cell in a table, and of the value on a user's page. */
  cellClass: string;
  valueClass?: string;
};
