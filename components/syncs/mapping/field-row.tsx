"use client";

import { memo } from "react";
import { TypeSelect } from "@/components/syncs/mapping/type-select";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FieldGuess } from "@/lib/field-kinds/guess";
import type { FieldType } from "@/lib/model/field";

/** A field to be created. `type` is null if its column will be ignored. */
export type FieldDraft = { header: string; label: string; type: FieldType | null; guess: FieldGuess };

type Props = {
  at: number;
  draft: FieldDraft;
  error: string | undefined;
  onChange: (at: number, change: Partial<FieldDraft>) => void;
};

/** One of hundreds of rows: renders only when its props change. */
export const FieldRow = memo(function FieldRow({ at, draft, error, onChange }: Props) {
  const { header, label, type, guess } = draft;
  return (
    <li className="grid gap-x-3 gap-y-1.5 px-4 py-3 [contain-intrinsic-size:auto_5rem] [content-visibility:auto] sm:grid-cols-[minmax(0,1fr)_12rem]">
      <div className="grid gap-1">
        <Input
          aria-label={`Label of the field for ${header}`}
          value={label}
          disabled={type === null}
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(at, { label: event.target.value })}
        />
        <FieldError>{error}</FieldError>
      </div>
      <TypeSelect
        header={header}
        type={type}
        hasValues={guess.options.length > 0}
        onChange={(chosen) => onChange(at, { type: chosen })}
      />
      <p className="wrap-anywhere text-muted-foreground text-xs sm:col-span-2">
        {label === header ? "" : `Column “${header}”. `}
        {guess.why}
      </p>
    </li>
  );
});
