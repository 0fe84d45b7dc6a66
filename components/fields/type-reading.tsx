"use client";

import { FIELD_KIND_VIEWS } from "@/components/fields/kinds/registry";
import { PolicyField } from "@/components/patterns/policy-field";
import { hasOptions, isSeveral } from "@/lib/field-kinds/registry";
import type { Rereading } from "@/lib/fields/type-change/convert";
import type { FieldType } from "@/lib/model/field";

type Props = {
  from: FieldType;
  to: FieldType;
  value: Rereading;
  samples: readonly string[];
  onChange: (reading: Rereading) => void;
};

const SEPARATORS = {
  none: "Nothing: one value",
  ";": "Semicolon ;",
  ",": "Comma ,",
  "|": "Bar |",
  "/": "Slash /",
};

/** How texts are read as the new type: a date format, signs of numbers, words for yes and no, or what separates values. */
export function TypeReading({ from, to, value, samples, onChange }: Props) {
  if (hasOptions(from)) return null;
  if (isSeveral(to)) {
    const known = Object.keys(SEPARATORS).find((sign) => sign === value.separator) ?? "none";
    return (
      <PolicyField
        label="Values in a text are separated by"
        value={known}
        options={SEPARATORS}
        onChange={(sign) => onChange({ ...value, separator: sign === "none" ? undefined : sign })}
      />
    );
  }
  const { Settings } = FIELD_KIND_VIEWS[to];
  if (!Settings) return null;
  return <Settings value={value} samples={samples} onChange={(more) => onChange({ ...value, ...more })} />;
}
