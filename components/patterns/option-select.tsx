"use client";

import type { ComponentProps } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

export type SelectOption<V extends string = string> = {
  value: V;
  label: string;
  description?: string | undefined;
  disabled?: boolean;
};

type Props<V extends string> = Omit<
  ComponentProps<typeof SelectTrigger>,
  "value" | "onChange" | "children" | "name"
> & {
  options: readonly SelectOption<V>[];
  /** "" while nothing is selected. */
  value: V | "";
  onChange: (value: V) => void;
  placeholder?: string;
  name?: string;
};

/** A select of given options; without a search. */
export function OptionSelect<V extends string>(props: Props<V>) {
  const { options, value, onChange, placeholder = "Choose", name, disabled, ...trigger } = props;
  const selected = options.find((option) => option.value === value);
  return (
    <Select
      name={name}
      value={value}
      // Radix reports "" once when its options change; nobody chose that.
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      disabled={disabled}
    >
      <SelectTrigger {...trigger}>
        {/* Set here, because Radix knows the labels of its items only in the browser. */}
        <SelectValue placeholder={placeholder}>{selected?.label}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        {options.map((option) => (
          <SelectItem
            key={option.value}
            value={option.value}
            description={option.description}
            disabled={option.disabled}
          >
            {option.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}

/** The options of a record of labels by value. */
export function optionsOf<V extends string>(labels: Readonly<Record<V, string>>): SelectOption<V>[] {
  // The keys of `labels` are what it is made of.
  return (Object.keys(labels) as V[]).map((value) => ({ value, label: labels[value] }));
}
