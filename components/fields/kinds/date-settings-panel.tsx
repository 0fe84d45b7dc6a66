"use client";

import { DateFormatField } from "@/components/fields/kinds/date-format-field";
import type { SettingsProps } from "@/components/fields/kinds/view";
import { Field } from "@/components/patterns/field";
import { LinesField } from "@/components/patterns/lines-field";
import { PolicyField } from "@/components/patterns/policy-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { dateParser } from "@/lib/values/date";

const SERIAL = {
  none: "Not accepted",
  "1900": "Days since 1900",
  "1904": "Days since 1904 (old Excel for Mac)",
};

/** The settings for dates. */
export function DateSettingsPanel({ value, samples, onChange }: SettingsProps) {
  const { dateFormat, moreDateFormats = [], yearPivot, neverFuture = false, serialDates } = value;
  const hasShortYears = [dateFormat, ...moreDateFormats].some((format) => /(?<!y)yy(?!y)/.test(format ?? ""));
  return (
    <>
      <DateFormatField
        value={value}
        samples={samples}
        onChange={(format) => onChange({ dateFormat: format || undefined })}
      />
      <LinesField
        label="More date formats"
        help="One per line, tried in this order. A time after the date is ignored if it is midnight."
        error={oddFormat(moreDateFormats)}
        placeholder="dd/MM/yyyy"
        value={moreDateFormats}
        max={10}
        onChange={(formats) => onChange({ moreDateFormats: formats })}
      />
      {hasShortYears ? (
        <>
          <Field
            label="Last two-digit year of this century"
            help={`Years up to ${String(yearPivot ?? 49).padStart(2, "0")} are 20xx, the others 19xx.`}
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0}
                max={99}
                placeholder="49"
                value={yearPivot ?? ""}
                onChange={(event) => {
                  const year = event.target.valueAsNumber;
                  onChange({
                    yearPivot: Number.isInteger(year) && year >= 0 && year <= 99 ? year : undefined,
                  });
                }}
                className="w-24"
              />
            )}
          </Field>
          <Field label="Dates are never in the future, such as dates of birth" layout="checkbox">
            {(control) => (
              <Checkbox
                {...control}
                checked={neverFuture}
                onCheckedChange={(checked) => onChange({ neverFuture: checked === true || undefined })}
                className="col-start-1 row-start-1 mt-0.5"
              />
            )}
          </Field>
        </>
      ) : null}
      <PolicyField
        label="Excel serial dates"
        value={serialDates ?? "none"}
        options={SERIAL}
        help="For files with dates as numbers, such as 30704 for 23 January 1984."
        onChange={(chosen) => onChange({ serialDates: chosen === "none" ? undefined : chosen })}
      />
    </>
  );
}

function oddFormat(formats: readonly string[]): string | undefined {
  const odd = formats.find((format) => {
    try {
      dateParser(format);
      return false;
    } catch {
      return true;
    }
  });
  return odd === undefined ? undefined : `“${odd}” is not a date format. Use a format such as dd.MM.yyyy.`;
}
