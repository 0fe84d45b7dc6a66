"use client";

import { Field } from "@/components/patterns/field";
import { Input } from "@/components/ui/input";
import type { DateReading } from "@/lib/model/mapping";
import { dateParser } from "@/lib/values/date";

const USUAL = ["dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy/MM/dd", "dd-MM-yyyy", "yyyyMMdd"] as const;

type Props = { value: DateReading; samples: readonly string[]; onChange: (format: string) => void };

/** The date format, tested with the first cells while you type. */
export function DateFormatField({ value, samples, onChange }: Props) {
  const tried = tryFormat(value, samples);
  return (
    <Field label="Date format" help={tried.help} error={tried.error}>
      {(control) => (
        <>
          <Input
            {...control}
            value={value.dateFormat ?? ""}
            maxLength={40}
            placeholder="yyyy-MM-dd"
            list={`${control.id}-usual`}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value.trim())}
            className="font-mono text-sm"
          />
          <datalist id={`${control.id}-usual`}>
            {USUAL.map((format) => (
              <option key={format} value={format} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function tryFormat(reading: DateReading, samples: readonly string[]): { error?: string; help?: string } {
  const [first] = samples;
  try {
    const parse = dateParser(reading, new Date().toISOString().slice(0, 10));
    const odd = samples.find((sample) => parse(sample) === null);
    if (odd !== undefined) return { error: `“${odd}” does not match this format.` };
    if (first === undefined) return { help: "dd is the day, MM the month, yyyy the year." };
    return { help: `“${first}” is read as ${parse(first)}.` };
  } catch {
    return { error: "This is not a date format. Use a format such as dd.MM.yyyy." };
  }
}
