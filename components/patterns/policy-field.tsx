"use client";

import { Field } from "@/components/patterns/field";
import { OptionSelect, optionsOf } from "@/components/patterns/option-select";

type Props<V extends string> = {
  label: string;
  value: V;
  options: Readonly<Record<V, string>>;
  help?: string;
  onChange: (value: V) => void;
};

/** A labelled select with a few fixed options. */
export function PolicyField<V extends string>({ label, value, options, help, onChange }: Props<V>) {
  return (
    <Field label={label} help={help}>
      {(control) => (
        <OptionSelect {...control} value={value} options={optionsOf(options)} onChange={onChange} />
      )}
    </Field>
  );
}
