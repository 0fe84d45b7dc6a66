"use client";

import { Field } from "@/components/patterns/field";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

const USUAL = [";", ",", "|"] as const;

type Props = { value: string; onChange: (separator: string) => void };

/** The separator of several values in a cell, in addition to line breaks. */
export function SeparatorField({ value, onChange }: Props) {
  return (
    <Field label="Value separator" help="Line breaks always separate values.">
      {(control) => (
        <div className="flex gap-1.5">
          <Input
            {...control}
            value={value}
            maxLength={10}
            placeholder="line breaks only"
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
            className="min-w-0 flex-1 placeholder:font-sans"
          />
          {USUAL.map((sign) => (
            <Button
              key={sign}
              variant={value === sign ? "secondary" : "outline"}
              size="icon"
              aria-label={`Separate with ${sign}`}
              aria-pressed={value === sign}
              onClick={() => onChange(value === sign ? "" : sign)}
              className="font-mono"
            >
              {sign}
            </Button>
          ))}
        </div>
      )}
    </Field>
  );
}
