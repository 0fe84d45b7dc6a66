"use client";

import { useId } from "react";
import { Field, FieldHelp, FieldLabel } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

type Props<V extends string> = {
  label: string;
  value: V;
  options: Readonly<Record<V, string>>;
  help?: string;
  onChange: (value: V) => void;
};

/** One of a few ways to read a cell. */
export function PolicyField<V extends string>({ label, value, options, help, onChange }: Props<V>) {
  const id = useId();
  // The keys of `options` are what it is made of.
  const values = Object.keys(options) as V[];
  return (
    <Field>
      <FieldLabel htmlFor={id}>{label}</FieldLabel>
      <Select
        value={value}
        onValueChange={(chosen) => {
          const found = values.find((candidate) => candidate === chosen);
          if (found) onChange(found);
        }}
      >
        <SelectTrigger id={id}>
          <SelectValue>{options[value]}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          {values.map((candidate) => (
            <SelectItem key={candidate} value={candidate}>
              {options[candidate]}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
      {help ? <FieldHelp>{help}</FieldHelp> : null}
    </Field>
  );
}
