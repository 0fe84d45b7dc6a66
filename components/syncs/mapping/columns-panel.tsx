"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ColumnSearch } from "@/components/columns/column-search";
import { deferDialog } from "@/components/patterns/deferred-dialog";
import { Panel } from "@/components/patterns/panel";
import { AddColumn } from "@/components/syncs/mapping/add-column";
import { MakeField } from "@/components/syncs/mapping/make-field";
import { COLUMN_GRID, MappingColumn } from "@/components/syncs/mapping/mapping-column";
import { MappingNeeds } from "@/components/syncs/mapping/mapping-needs";
import { NoFile } from "@/components/syncs/mapping/no-file";
import { TemplateChoice } from "@/components/syncs/mapping/template-choice";
import type { MappingDraft } from "@/components/syncs/mapping/use-mapping-draft";
import { Button } from "@/components/ui/button";
import { includesTyped } from "@/lib/format/fold";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import { missingStandard } from "@/lib/syncs/describe-mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import type { MappingTemplate } from "@/lib/syncs/propose/templates";

const AddMappingFields = deferDialog(
  async () => (await import("@/components/syncs/mapping/add-mapping-fields")).AddMappingFields,
);

type Props = {
  columns: readonly ProposedColumn[];
  fields: readonly ProfileField[];
  draft: MappingDraft;
  /** Whether the columns come from a file that was read. */
  hasFile: boolean;
  /** Whether its rows were read: reading stops at a header that can't be used. */
  rowsSeen: boolean;
  canCreateFields: boolean;
  onMade: (fields: ProfileField[]) => void;
  onAdd: (header: string) => void;
  onTemplate: (template: MappingTemplate) => void;
};

/** Every column of the users file, and what it is mapped to. */
export function ColumnsPanel(props: Props) {
  const { columns, fields, draft, hasFile, rowsSeen, canCreateFields, onMade, onAdd, onTemplate } = props;
  const [makingOne, setMakingOne] = useState<ProposedColumn | null>(null);
  const [makingAll, setMakingAll] = useState(false);
  const [search, setSearch] = useState("");
  const [onlyOpen, setOnlyOpen] = useState(false);
  const open = columns.filter(({ how, clash }) => how === "unknown" || clash !== null);
  const near = columns.filter((column) => column.near !== null);
  const inFile = columns.filter((column) => column.inFile);
  const unmapped = inFile.filter(({ guess, near: nearest }) => guess !== null || nearest !== null);
  const shown = matching(onlyOpen && open.length > 0 ? open : columns, search);
  // Rows get only stable props, so that they do not render on every keystroke; they request the rest.
  const latest = useRef(columns);
  useEffect(() => {
    latest.current = columns;
  }, [columns]);
  const takenBy = useCallback(() => takenTargets(latest.current), []);
  const makeOne = useCallback(
    (header: string) => setMakingOne(latest.current.find((column) => column.header === header) ?? null),
    [],
  );
  const filling = columns.filter(({ fills, inFile }) => fills !== null && inFile).length;

  function takeAll(): void {
    const used = new Set<string>();
    for (const { header, near: proposed } of near) {
      if (!proposed || used.has(proposed.label)) continue;
      used.add(proposed.label);
      draft.setColumn(header, proposed.target);
    }
  }

  return (
    <Panel
      flush
      title="Columns of the file"
      description={hasFile ? `${filling} of ${plural(inFile.length, "column")} mapped.` : undefined}
      actions={
        <>
          {near.length > 1 ? (
            <Button variant="outline" size="sm" onClick={takeAll}>
              Use all {near.length} suggestions
            </Button>
          ) : null}
          {open.length > 0 && open.length < columns.length ? (
            <Button
              variant={onlyOpen ? "secondary" : "outline"}
              size="sm"
              aria-pressed={onlyOpen}
              onClick={() => setOnlyOpen(!onlyOpen)}
            >
              Needs review ({open.length})
            </Button>
          ) : null}
          {canCreateFields && unmapped.length > 1 ? (
            <Button variant="outline" size="sm" onClick={() => setMakingAll(true)}>
              Map all {unmapped.length} columns…
            </Button>
          ) : null}
          <TemplateChoice onChoose={onTemplate} />
        </>
      }
    >
      {hasFile ? (
        <MappingNeeds
          missing={missingStandard(columns, draft.mapping.without)}
          without={draft.mapping.without ?? []}
          onAbsent={draft.setAbsent}
        />
      ) : null}
      {columns.length > 0 ? (
        <>
          {columns.length > SEARCHED_FROM ? <ColumnSearch value={search} onChange={setSearch} /> : null}
          <div
            className={`${COLUMN_GRID} border-b bg-subtle py-2 text-muted-foreground text-xs max-md:hidden`}
            aria-hidden="true"
          >
            <span>Column in the file</span>
            <span />
            <span>Maps to</span>
          </div>
          <ul className="divide-y">
            {shown.map((column) => (
              <MappingColumn
                key={column.header}
                column={column}
                rowsSeen={rowsSeen}
                fields={fields}
                takenBy={takenBy}
                onSet={draft.setColumn}
                onMake={canCreateFields ? makeOne : undefined}
              />
            ))}
          </ul>
        </>
      ) : (
        <NoFile />
      )}
      <AddColumn taken={columns.map(({ header }) => header)} onAdd={onAdd} />
      {makingOne && canCreateFields ? (
        <MakeField
          header={makingOne.header}
          guess={makingOne.guess ?? { type: "text", why: "No values are known yet.", options: [] }}
          taken={fields.map(({ label }) => label)}
          onMade={(field) => {
            setMakingOne(null);
            onMade([field]);
            draft.setColumn(makingOne.header, madeFieldTarget(field, makingOne.guess));
          }}
          onClose={() => setMakingOne(null)}
        />
      ) : null}
      {makingAll && canCreateFields ? (
        <AddMappingFields
          columns={inFile}
          rowsSeen={rowsSeen}
          missing={missingStandard(columns, draft.mapping.without)}
          taken={fields.map(({ label }) => label)}
          onMade={(made) => {
            setMakingAll(false);
            onMade(made.fields);
            draft.setColumns(made.columns);
            for (const column of made.without) draft.setAbsent(column, true);
          }}
          onClose={() => setMakingAll(false)}
        />
      ) : null}
    </Panel>
  );
}

/** The number of columns from which the search is shown. */
const SEARCHED_FROM = 20;

function matching(columns: readonly ProposedColumn[], search: string): readonly ProposedColumn[] {
  return columns.filter(({ header, fills }) => includesTyped(`${header}\n${fills ?? ""}`, search));
}

/** Name of a target -> the column of the file that is mapped to it. */
function takenTargets(columns: readonly ProposedColumn[]): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap(({ fills, header, inFile }) => (fills && inFile ? [[fills, header] as const] : [])),
  );
}
