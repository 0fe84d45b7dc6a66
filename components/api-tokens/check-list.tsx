"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";

type Props = {
  legend: string;
  items: readonly { id: string; label: string }[];
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  error?: string | undefined;
};

/** Several choices of one question. */
export function CheckList({ legend, items, selected, onChange, error }: Props) {
  const base = useId();
  const toggle = (id: string, isOn: boolean) => {
    const next = new Set(selected);
    if (isOn) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <fieldset className="grid gap-1.5" aria-describedby={error ? `${base}-error` : undefined}>
      <legend className="font-medium text-sm">{legend}</legend>
      <div className="grid gap-2 rounded-md border p-3">
        {items.map(({ id, label }) => (
          <label key={id} htmlFor={`${base}-${id}`} className="flex items-start gap-2 text-sm">
            <Checkbox
              id={`${base}-${id}`}
              className="mt-0.5"
              checked={selected.has(id)}
              onCheckedChange={(checked) => toggle(id, checked === true)}
            />
            <span className="wrap-anywhere min-w-0">{label}</span>
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${base}-error`} role="alert" className="text-danger text-sm">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
