"use client";

import type { ControlProps } from "@/components/patterns/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

type Props<V extends string> = ControlProps & {
  value: V;
  /** Value -> label. */
  options: Readonly<Record<V, string>>;
  onChange: (value: V) => void;
};

/** A select with a few fixed options. */
export function PlainSelect<V extends string>({ value, options, onChange, ...control }: Props<V>) {
  // The keys of `options` are exactly V.
  const values = Object.keys(options) as V[];
  return (
    <Select
      value={value}
      onValueChange={(chosen) => {
        const found = values.find((candidate) => candidate === chosen);
        if (found !== undefined) onChange(found);
      }}
    >
      <SelectTrigger {...control}>
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
  );
}
