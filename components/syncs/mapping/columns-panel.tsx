"use client";

import { useState } from "react";
import { Panel } from "@/components/patterns/panel";
import { AddColumn } from "@/components/syncs/mapping/add-column";
import { MakeField } from "@/components/syncs/mapping/make-field";
import { COLUMN_GRID, MappingColumn } from "@/components/syncs/mapping/mapping-column";
import { MappingNeeds } from "@/components/syncs/mapping/mapping-needs";
import { NoFile } from "@/components/syncs/mapping/no-file";
import { TemplateChoice } from "@/components/syncs/mapping/template-choice";
import type { CreateField } from "@/components/syncs/mapping/types";
import type { MappingDraft } from "@/components/syncs/mapping/use-mapping-draft";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/sync/types";
import { missingStandard } from "@/lib/syncs/describe-mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import type { MappingTemplate } from "@/lib/syncs/propose/templates";

type Props = {
  columns: readonly ProposedColumn[];
  fields: readonly ProfileField[];
  draft: MappingDraft;
  /** Whether a file was read whose columns these are. */
  hasFile: boolean;
  /** Whether rows of it were seen: a file whose header can't be used is read no further. */
  rowsSeen: boolean;
  createField: CreateField | null;
  onMade: (field: ProfileField) => void;
  onAdd: (header: string) => void;
  onTemplate: (template: MappingTemplate) => void;
};

/** Every column of the users file against what it fills. */
export function ColumnsPanel(props: Props) {
  const { columns, fields, draft, hasFile, rowsSeen, createField, onMade, onAdd, onTemplate } = props;
  const [making, setMaking] = useState<ProposedColumn | null>(null);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const open = columns.filter(({ how, clash }) => how === "unknown" || clash !== null);
  const near = columns.filter((column) => column.near !== null);
  const shown = onlyOpen && open.length > 0 ? open : columns;
  const takenBy = new Map(
    columns.flatMap(({ fills, header, inFile }) => (fills && inFile ? [[fills, header] as const] : [])),
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
      description={
        hasFile
          ? `${filling} of ${plural(columns.filter((column) => column.inFile).length, "column")} fill something.`
          : undefined
      }
      actions={
        <>
          {near.length > 1 ? (
            <Button variant="outline" size="sm" onClick={takeAll}>
              Use all {near.length} proposals
            </Button>
          ) : null}
          {open.length > 0 && open.length < columns.length ? (
            <Button
              variant={onlyOpen ? "secondary" : "outline"}
              size="sm"
              aria-pressed={onlyOpen}
              onClick={() => setOnlyOpen(!onlyOpen)}
            >
              Needs a look ({open.length})
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
          <div
            className={`${COLUMN_GRID} border-b bg-subtle py-2 text-muted-foreground text-xs max-md:hidden`}
            aria-hidden="true"
          >
            <span>Column in the file</span>
            <span />
            <span>Fills</span>
          </div>
          <ul className="divide-y">
            {shown.map((column) => (
              <MappingColumn
                key={column.header}
                column={column}
                rowsSeen={rowsSeen}
                fields={fields}
                takenBy={takenBy}
                onChange={(target) => draft.setColumn(column.header, target)}
                onMake={createField ? () => setMaking(column) : undefined}
              />
            ))}
          </ul>
        </>
      ) : (
        <NoFile />
      )}
      <AddColumn taken={columns.map(({ header }) => header)} onAdd={onAdd} />
      {making && createField ? (
        <MakeField
          header={making.header}
          guess={making.guess ?? { type: "text", why: "Nothing is known of its values.", options: [] }}
          create={createField}
          onMade={(field) => {
            setMaking(null);
            onMade(field);
            draft.setColumn(making.header, madeFieldTarget(field, making.guess));
          }}
          onClose={() => setMaking(null)}
        />
      ) : null}
    </Panel>
  );
}
