"use client";

import { ArrowRight } from "lucide-react";
import { memo } from "react";
import { ColumnHead } from "@/components/columns/column-head";
import { BlankWordsField } from "@/components/syncs/mapping/blank-words-field";
import { ColumnSettings } from "@/components/syncs/mapping/column-settings";
import { ColumnStatus } from "@/components/syncs/mapping/column-status";
import { SettingsSheet } from "@/components/syncs/mapping/settings-sheet";
import { TargetSelect } from "@/components/syncs/mapping/target-select";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget, LineTarget } from "@/lib/model/mapping";
import { nameOf, ownTarget } from "@/lib/syncs/describe-mapping";
import { describeSettings } from "@/lib/syncs/describe-target";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";

export const COLUMN_GRID =
  "grid grid-cols-[minmax(0,1fr)_2rem] gap-x-2 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_1rem_minmax(0,1.15fr)_2rem] md:gap-x-4";

type Props = {
  column: ProposedColumn;
  rowsSeen: boolean;
  fields: readonly ProfileField[];
  takenBy: () => ReadonlyMap<string, string>;
  onSet: (header: string, target: ColumnTarget | null) => void;
  onMake: ((header: string) => void) | undefined;
};

/** A column of the file, and what it is mapped to. One of hundreds: renders only when its props change. */
export const MappingColumn = memo(function MappingColumn(props: Props) {
  const { column, rowsSeen, fields, takenBy, onSet, onMake } = props;
  const onChange = (target: ColumnTarget | null) => onSet(column.header, target);
  const { header, how, target, stats, inFile, clash } = column;
  const { samples } = stats;
  const own = ownTarget(header, fields);
  // The target of the settings: the first setting makes a match by name explicit.
  const effective = target ?? (how === "matched" ? own : null);
  const field = effective?.kind === "field" ? fields.find(({ id }) => id === effective.fieldId) : undefined;
  const settable = effective?.kind === "teams" || (effective?.kind === "field" && field) ? effective : null;
  const line = effective && isLine(effective) ? effective : null;
  const settings = describeSettings(target);
  return (
    <li className={`${COLUMN_GRID} [contain-intrinsic-size:auto_5rem] [content-visibility:auto]`}>
      <div className="max-md:col-span-2">
        <ColumnHead header={header} inFile={inFile} stats={stats} rowsSeen={rowsSeen} />
      </div>
      <ArrowRight className="mt-2 size-4 text-faint max-md:hidden" aria-hidden="true" />
      <div className="grid min-w-0 content-start gap-1.5">
        <TargetSelect
          header={header}
          target={target}
          byName={own && nameOf(own, fields)}
          stats={stats}
          fields={fields}
          takenBy={takenBy}
          invalid={clash !== null}
          onChange={onChange}
        />
        <ColumnStatus column={column} onUse={onChange} onMake={onMake && (() => onMake(header))} />
        {settings.length > 0 ? (
          <p className="pl-5 text-muted-foreground text-xs">{settings.join(" · ")}</p>
        ) : null}
      </div>
      <div>
        {settable ? (
          <ColumnSettings
            header={header}
            samples={samples}
            target={settable}
            field={field}
            onChange={onChange}
          />
        ) : null}
        {line ? (
          <SettingsSheet header={header} fills={nameOf(line, fields)}>
            <BlankWordsField
              value={line.blankWords}
              onChange={(blankWords) => onChange({ kind: line.kind, ...(blankWords ? { blankWords } : {}) })}
            />
          </SettingsSheet>
        ) : null}
      </div>
    </li>
  );
}, isSame);

/** Every change of the mapping creates new column objects, most of them equal to the previous ones. */
function isSame(before: Props, after: Props): boolean {
  const { column: was, ...rest } = before;
  const { column: is, ...others } = after;
  return (
    isShallow(rest, others) &&
    isShallow({ ...was, near: key(was), guess: null }, { ...is, near: key(is), guess: null })
  );
}

function key({ near, guess }: ProposedColumn): string {
  return JSON.stringify([near, guess]);
}

function isShallow<T extends object>(one: T, other: T): boolean {
  const keys = Object.keys(one) as (keyof T)[];
  return keys.every((name) => Object.is(one[name], other[name]));
}

type Line = Extract<ColumnTarget, { kind: LineTarget }>;

function isLine(target: ColumnTarget): target is Line {
  return target.kind === "first_name" || target.kind === "last_name" || target.kind === "mobile";
}
