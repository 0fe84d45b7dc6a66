"use client";

import { useState } from "react";
import type { Option } from "@/components/fields/option-row";
import { Field } from "@/components/patterns/field";
import { Textarea } from "@/components/ui/textarea";
import { optionsFromLines } from "@/lib/fields/option-texts";

type Props = { options: readonly Option[]; onChange: (options: Option[]) => void };

/** All options as text, one per line: for copying them from a spreadsheet, or sorting them elsewhere. */
export function OptionsAsText({ options, onChange }: Props) {
  // What a line was when the text was opened: typing in between is no other option.
  const [base] = useState(options);
  const [text, setText] = useState(() => options.map(({ label }) => label).join("\n"));
  return (
    <Field
      label="One option per line"
      help="An option keeps its users when its line is moved, or rewritten in place. Other values in files stay with their option."
    >
      {(control) => (
        <Textarea
          {...control}
          value={text}
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            onChange(optionsFromLines(base, event.target.value));
          }}
          className="max-h-80 min-h-48 font-mono text-sm"
        />
      )}
    </Field>
  );
}
