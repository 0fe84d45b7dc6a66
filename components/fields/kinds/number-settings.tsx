"use client";

import type { SettingsProps } from "@/components/fields/kinds/view";
import { PolicyField } from "@/components/patterns/policy-field";
import type { NumberSigns } from "@/lib/model/mapping";
import { numberParser } from "@/lib/values/number";

const THOUSANDS = {
  none: "None",
  ".": "Period: 1.000",
  ",": "Comma: 1,000",
  " ": "Space: 1 000",
  "'": "Apostrophe: 1'000",
};

/** The settings for numbers, tested with the first cells. */
export function NumberSettings({ value, samples, onChange }: SettingsProps) {
  const { decimal = ".", thousands } = value;
  return (
    <>
      <PolicyField
        label="Decimal separator"
        value={decimal}
        options={{ ".": "Period: 37.5", ",": "Comma: 37,5" }}
        onChange={(chosen) =>
          onChange({ decimal: chosen, thousands: thousands === chosen ? undefined : thousands })
        }
      />
      <PolicyField
        label="Thousands separator"
        value={thousands ?? "none"}
        options={THOUSANDS}
        help={tried(value, samples)}
        onChange={(chosen) => {
          const other = decimal === "." ? "," : ".";
          onChange({
            decimal: chosen === decimal ? other : decimal,
            thousands: chosen === "none" ? undefined : chosen,
          });
        }}
      />
    </>
  );
}

function tried(signs: NumberSigns, samples: readonly string[]): string {
  const parse = numberParser(signs);
  const odd = samples.find((sample) => parse(sample) === null);
  if (odd !== undefined) return `“${odd}” does not match these separators.`;
  const [first] = samples;
  return first === undefined
    ? "The groups must have three digits."
    : `“${first}” is read as ${parse(first)}.`;
}
