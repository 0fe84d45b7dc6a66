"use client";

import { useState } from "react";
import { Field } from "@/components/patterns/field";
import { Textarea } from "@/components/ui/textarea";

type Props = {
  label: string;
  help: string;
  error?: string | undefined;
  placeholder: string;
  value: readonly string[];
  /** The number of lines; further ones are dropped. */
  max: number;
  onChange: (lines: string[] | undefined) => void;
};

/** Texts, one per line. Kept as typed, so that you can start a new line. */
export function LinesField({ label, help, error, placeholder, value, max, onChange }: Props) {
  const [text, setText] = useState(value.join("\n"));
  return (
    <Field label={label} help={error ? undefined : help} error={error}>
      {(control) => (
        <Textarea
          {...control}
          value={text}
          placeholder={placeholder}
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            const lines = event.target.value.split("\n").map((line) => line.trim().slice(0, 50));
            const said = [...new Set(lines)].filter((line) => line !== "").slice(0, max);
            onChange(said.length > 0 ? said : undefined);
          }}
          className="min-h-16 font-mono text-sm"
        />
      )}
    </Field>
  );
}
