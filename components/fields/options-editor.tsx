"use client";

import { List, Plus, Text } from "lucide-react";
import { useRef, useState } from "react";
import { type Control, useController, useFormState } from "react-hook-form";
import { MergeOption } from "@/components/fields/merge-option";
import { type Option, OptionRow } from "@/components/fields/option-row";
import { OptionsAsText } from "@/components/fields/options-as-text";
import { RemovedOptions } from "@/components/fields/removed-options";
import { useOptionRows } from "@/components/fields/use-option-rows";
import { SearchInput } from "@/components/patterns/search-input";
import { Button } from "@/components/ui/button";
import type { FieldUse } from "@/lib/fields/read";
import type { CreateFieldInput } from "@/lib/fields/schema";
import { formatNumber } from "@/lib/format/number";
import type { ProfileField } from "@/lib/model/field";
import { nearText } from "@/lib/values/same-text";

type Props = {
  control: Control<CreateFieldInput, unknown, CreateFieldInput>;
  /** Null while loading, and for a new field. */
  use: FieldUse | null;
  /** The field when the editor was opened; null for a new one. */
  field: ProfileField | null;
  /** Ids of options whose old label files may no longer use. */
  declined: ReadonlySet<number>;
  onDecline: (declined: ReadonlySet<number>) => void;
};

/** Rows drawn at a time: of thousands, a person looks for one or adds all of them. */
const SHOWN = 50;
const SEARCH_FROM = 8;

/** The options of a choice field: search, order, rename, merge, add, remove; as a list or as text, one per line. */
export function OptionsEditor({ control, use, field, declined, onDecline }: Props) {
  const { field: input } = useController({ control, name: "options" });
  const { errors } = useFormState({ control, name: "options" });
  const [asText, setAsText] = useState(false);
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(SHOWN);
  const [merging, setMerging] = useState<Option | null>(null);
  /** What an option was just merged into: it has the focus once the dialog is closed, as the other's row is gone. */
  const remaining = useRef<Option | undefined>(undefined);
  const [merged, setMerged] = useState<ReadonlySet<number>>(new Set());
  const rows = useOptionRows({ given: input.value, onChange: input.onChange, declined, onDecline });
  const { options } = rows;
  const wanted = nearText(search);
  const isFound = ({ label, aliases = [] }: Option) =>
    wanted === "" || [label, ...aliases].some((text) => nearText(text).includes(wanted));
  const found = options.flatMap((option, index) => (isFound(option) ? [{ option, index }] : []));
  const first = found.slice(0, shown);
  const added = found.slice(shown).filter(({ option }) => rows.isAdded(option));
  const page = [...first, ...added];
  const before = (field?.options ?? []).filter(({ id }) => !merged.has(id));
  const oldNames = new Map(before.map(({ id, label }) => [id, label]));
  const errorAt = (index: number) => {
    const problem = errors.options?.[index];
    return problem?.label?.message ?? problem?.aliases?.message ?? problem?.aliases?.root?.message;
  };
  const inView = new Set(asText ? [] : page.map(({ index }) => index));
  const unseen = Object.keys(errors.options ?? {})
    .map(Number)
    .filter((index) => Number.isInteger(index) && !inView.has(index) && errorAt(index));
  const wholeError = errors.options?.message ?? errors.options?.root?.message;

  const row = ({ option, index }: (typeof found)[number]) => (
    <OptionRow
      key={rows.keyOf(option)}
      rowKey={rows.keyOf(option)}
      option={option}
      index={index}
      last={options.length - 1}
      users={usersOf(option, use)}
      oldName={option.id === undefined ? undefined : oldNames.get(option.id)}
      keepsOldName={option.id !== undefined && !declined.has(option.id)}
      error={errorAt(index)}
      onMerge={field && options.length > 1 ? setMerging : undefined}
      on={rows.on}
    />
  );

  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium text-sm">
        Options
        {options.length > SEARCH_FROM ? (
          <span className="font-normal text-muted-foreground"> {formatNumber(options.length)}</span>
        ) : null}
      </legend>
      <div className="flex flex-wrap items-center gap-2">
        {options.length > SEARCH_FROM && !asText ? (
          <div className="min-w-40 flex-1">
            <SearchInput
              label="Search options"
              value={search}
              onChange={(event) => {
                setSearch(event.target.value);
                setShown(SHOWN);
              }}
              onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
            />
          </div>
        ) : null}
        <Button variant="outline" size="sm" onClick={() => setAsText(!asText)}>
          {asText ? <List aria-hidden="true" /> : <Text aria-hidden="true" />}
          {asText ? "Edit as a list" : "Edit as text"}
        </Button>
      </div>
      {asText ? (
        <OptionsAsText options={options} onChange={rows.set} />
      ) : (
        <ul
          ref={rows.list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area has to be reachable by keyboard
          tabIndex={0}
          aria-label="Options"
          className="grid max-h-80 gap-2 overflow-y-auto p-0.5"
        >
          {first.map(row)}
          {found.length === 0 && search !== "" ? (
            <li className="text-muted-foreground text-sm">No results for “{search}”.</li>
          ) : null}
          {found.length > page.length ? (
            <li className="flex flex-wrap items-center gap-2 text-muted-foreground text-sm">
              {formatNumber(page.length)} of {formatNumber(found.length)} shown
              <Button variant="outline" size="sm" onClick={() => setShown(shown + 2 * SHOWN)}>
                Show {formatNumber(Math.min(2 * SHOWN, found.length - page.length))} more
              </Button>
            </li>
          ) : null}
          {added.map(row)}
        </ul>
      )}
      {unseen.slice(0, 5).map((index) => (
        <p key={index} role="alert" className="wrap-anywhere text-danger text-xs">
          Option {formatNumber(index + 1)}, “{options[index]?.label}”: {errorAt(index)}
        </p>
      ))}
      {wholeError ? (
        <p role="alert" className="text-danger text-xs">
          {wholeError}
        </p>
      ) : null}
      <RemovedOptions
        before={before}
        options={options}
        use={use}
        onRestore={(all) => {
          rows.focus(undefined);
          rows.set(all);
        }}
      />
      {asText ? null : (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            variant="outline"
            size="sm"
            onClick={() => {
              setSearch("");
              rows.add();
            }}
          >
            <Plus aria-hidden="true" />
            Add an option
          </Button>
          <span role="status" className="text-muted-foreground text-xs">
            {rows.pasted ??
              "Values in a file must match an option or one of its other values. Paste several lines to add several options."}
          </span>
        </div>
      )}
      {merging && field ? (
        <MergeOption
          fieldId={field.id}
          option={merging}
          options={options}
          use={use}
          onClose={() => {
            if (remaining.current) rows.focus(remaining.current, "merge");
            remaining.current = undefined;
            setMerging(null);
          }}
          onMerged={(into, aliases) => {
            const id = merging.id ?? 0;
            setMerged(new Set([...merged, id]));
            const left = options
              .filter((option) => option.id !== id)
              .map((option) => (option.id === into ? { ...option, aliases: [...aliases] } : option));
            rows.set(left);
            remaining.current = left.find((option) => option.id === into);
          }}
        />
      ) : null}
    </fieldset>
  );
}

function usersOf({ id }: Option, use: FieldUse | null): number {
  return id === undefined ? 0 : (use?.byOption[id] ?? 0);
}
