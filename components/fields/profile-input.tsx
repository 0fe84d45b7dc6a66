"use client";

import type { FieldValues } from "react-hook-form";
import { FIELD_KIND_VIEWS } from "@/components/fields/kinds/registry";
import type { InputProps } from "@/components/fields/kinds/view";

type Props<V extends FieldValues, T> = Omit<InputProps<V, T>, "label">;

/** The control for a profile field's type. Values are text, or option ids as text. */
export function ProfileInput<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { Input } = FIELD_KIND_VIEWS[props.field.type];
  return <Input {...props} label={props.field.label} />;
}
