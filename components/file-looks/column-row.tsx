"use client";

import { ArrowRight } from "lucide-react";
import { memo } from "react";
import { ColumnHead } from "@/components/columns/column-head";
import { PurposeSelect } from "@/components/file-looks/purpose-select";
import { type ColumnDraft, isField } from "@/components/file-looks/use-column-drafts";
import { FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formatNumber } from "@/lib/format/number";
import { plural } from "@/lib/format/plural";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { StandardTarget } from "@/lib/model/mapping";

export const ROW_GRID =
  "grid gap-x-3 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_1rem_minmax(0,1fr)_12rem]";

type Props = {
  draft: ColumnDraft;
  /** Rows of the file, to say how many of them are blank; null where they were not counted. */
  rows: number | null;
  open: readonly StandardTarget[];
  canCreate: boolean;
  error: string | undefined;
  onChange: (header: string, change: Partial<ColumnDraft>) => void;
};

/** A column of a file and what it becomes. One of hundreds: renders only when its props change. */
export const ColumnRow = memo(function ColumnRow({ draft, rows, open, canCreate, error, onChange }: Props) {
  const { plan, choice, label } = draft;
  const { header, stats, guess, near } = plan;
  const makesField = isField(choice);
  return (
    <li className={`${ROW_GRID} [contain-intrinsic-size:auto_5rem] [content-visibility:auto]`}>
      <ColumnHead header={header} inFile stats={stats} rowsSeen={rows !== 0} />
      <ArrowRight className="mt-2.5 size-4 text-faint max-sm:hidden" aria-hidden="true" />
      <div className="grid min-w-0 content-start gap-1">
        {makesField ? (
          <>
            <Input
              aria-label={`Name of the field for ${header}`}
              value={label}
              autoComplete="off"
              aria-invalid={error ? true : undefined}
              onChange={(event) => onChange(header, { label: event.target.value })}
            />
            <FieldError>{error}</FieldError>
          </>
        ) : null}
        <p className="wrap-anywhere text-muted-foreground text-xs">
          {choice === "near" && near
            ? `Probably ${near.label}: ${near.why}`
            : choice === "ignore"
              ? leftOut(guess.leaveOut === true, guess.why)
              : guess.why}
          {makesField ? blanksIn(rows, stats) : ""}
          {choice === "single_choice" || choice === "multiple_choice"
            ? optionsIn(guess.options.length, stats)
            : ""}
        </p>
      </div>
      <PurposeSelect
        header={header}
        choice={choice}
        near={near?.label ?? null}
        open={open}
        hasValues={guess.options.length > 0}
        canCreate={canCreate}
        onChange={(chosen) => onChange(header, { choice: chosen })}
      />
    </li>
  );
});

function leftOut(isAdvised: boolean, why: string): string {
  return isAdvised ? `${why} It is left out, without a warning.` : "It is left out, without a warning.";
}

function blanksIn(rows: number | null, { filled, isSampled }: ColumnStats): string {
  if (rows === null) return "";
  const blank = rows - filled;
  if (rows === 0 || blank <= 0) return "";
  const share = Math.round((blank / rows) * 100);
  return ` ${formatNumber(blank)} of ${plural(rows, "row")}${isSampled ? " in the samples" : ""} are blank${share > 0 ? ` (${share}%)` : ""}.`;
}

function optionsIn(options: number, { isSampled }: ColumnStats): string {
  if (options === 0) return "";
  return ` ${plural(options, "option")}${isSampled ? " in the samples" : ""}; later values are added.`;
}
