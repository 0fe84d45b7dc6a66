"use client";

import { Field } from "@/components/patterns/field";
import { OptionSelect, optionsOf } from "@/components/patterns/option-select";
import { Panel } from "@/components/patterns/panel";
import { FileRowsFields } from "@/components/syncs/mapping/file-rows-fields";
import { OnlyRowsFields } from "@/components/syncs/mapping/only-rows-fields";
import type { Mapping, OnlyRows } from "@/lib/model/mapping";
import type { FileHead, RowsDrafts } from "@/lib/syncs/views";

type Rows = Pick<Mapping, "onlyRows" | "repeats">;

type Props = {
  rows: Rows;
  /** The last file; null until one was read. */
  file: FileHead | null;
  /** The first and last rows of each file. */
  parts: RowsDrafts;
  hasManagers: boolean;
  onParts: (parts: RowsDrafts) => void;
  onOnlyRows: (onlyRows: OnlyRows | undefined) => void;
  onRepeats: (repeats: Mapping["repeats"]) => void;
};

const COUNTS = {
  all: "All rows",
  listed: "Only rows with certain values",
  others: "All rows except those with certain values",
} as const;

const REPEATS = { skip: "Skip them, with an error", merge: "Merge them into one" } as const;

/** Which rows to import, and what to do with several rows of one person. */
export function RowsPanel(props: Props) {
  const { file, parts, hasManagers, onParts, onOnlyRows, onRepeats } = props;
  const { onlyRows, repeats } = props.rows;

  function choose(which: keyof typeof COUNTS): void {
    const header = onlyRows?.header ?? statusColumn(file?.headers ?? []);
    onOnlyRows(which === "all" ? undefined : { header, values: onlyRows?.values ?? [], keep: which });
  }

  return (
    <Panel title="Rows of the file">
      <div className="grid gap-5">
        <FileRowsFields value={parts.users} onChange={(users) => onParts({ ...parts, users })} />
        {hasManagers ? (
          <FileRowsFields
            value={parts.managers}
            of=" of the managers file"
            onChange={(managers) => onParts({ ...parts, managers })}
          />
        ) : null}
        <Field
          label="Rows to import"
          help={
            onlyRows
              ? "People in other rows are treated as not in the file: a full list removes them. Each run lists the rows it left out."
              : undefined
          }
          className="max-w-md"
        >
          {(control) => (
            <OptionSelect
              {...control}
              value={onlyRows?.keep ?? "all"}
              options={optionsOf(COUNTS)}
              onChange={choose}
            />
          )}
        </Field>
        {onlyRows ? <OnlyRowsFields onlyRows={onlyRows} file={file} onChange={onOnlyRows} /> : null}
        <Field
          label="Several rows with the same ID"
          help={
            repeats === "merge"
              ? "Values of multiple choice fields and teams are combined. For other columns, the first value is used, with a warning if the rows differ."
              : undefined
          }
          className="max-w-md"
        >
          {(control) => (
            <OptionSelect
              {...control}
              value={repeats ?? "skip"}
              options={optionsOf(REPEATS)}
              onChange={(chosen) => onRepeats(chosen === "merge" ? "merge" : undefined)}
            />
          )}
        </Field>
      </div>
    </Panel>
  );
}

/** The column that most likely has a status; else the first one. */
function statusColumn(headers: readonly string[]): string {
  return headers.find((header) => /status|state|active/i.test(header)) ?? headers[0] ?? "";
}
