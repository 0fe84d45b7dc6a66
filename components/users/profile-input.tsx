"use client";

import type { ReactNode } from "react";
import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { TextField } from "@/components/patterns/text-field";
import { ChoiceField } from "@/components/users/choice-field";
import { unreachable } from "@/lib/errors";
import type { ProfileField } from "@/lib/model/field";

type Props<V extends FieldValues, T> = {
  field: ProfileField;
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  help?: ReactNode;
};

/** The control for a profile field's type. Values are text, or option ids as text. */
export function ProfileInput<V extends FieldValues, T = V>(props: Props<V, T>) {
  const { field, control, name, help } = props;
  const shared = { control, name, label: field.label, help };
  switch (field.type) {
    case "text":
      return <TextField {...shared} multiline rows={1} inputClassName="min-h-8 py-1 field-sizing-content" />;
    case "number":
      return <TextField {...shared} inputMode="decimal" />;
    case "date":
      return <TextField {...shared} type="date" />;
    case "single_choice":
      return <ChoiceField {...shared} options={field.options} multiple={false} />;
    case "multiple_choice":
      return <ChoiceField {...shared} options={field.options} multiple />;
    default:
      return unreachable(field.type);
  }
}
