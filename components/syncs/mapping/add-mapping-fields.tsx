"use client";

import { useState } from "react";
import { AddFieldsDialog } from "@/components/file-looks/add-fields-dialog";
import type { Absent, ChosenColumn } from "@/components/file-looks/use-column-drafts";
import { toast } from "@/components/patterns/toast";
import { useAction } from "@/components/patterns/use-action";
import { useScope } from "@/components/patterns/use-scope";
import type { ActionError } from "@/lib/action";
import { createFieldsAction } from "@/lib/fields/actions";
import { plural } from "@/lib/format/plural";
import type { ProfileField } from "@/lib/model/field";
import type { ColumnTarget } from "@/lib/model/mapping";
import type { ProposedColumn } from "@/lib/syncs/propose/columns";
import { madeFieldTarget } from "@/lib/syncs/propose/field-target";
import { optionsFor } from "@/lib/syncs/propose/options-for";

export type MadeColumns = {
  columns: { header: string; target: ColumnTarget }[];
  /** Their options have no ids here. */
  fields: ProfileField[];
  without: Absent[];
};

type Props = {
  columns: readonly ProposedColumn[];
  /** Whether rows of the file are known. */
  rowsSeen: boolean;
  missing: readonly string[];
  taken: readonly string[];
  /** Called with the created fields and what each column is mapped to, to be saved with the mapping. */
  onMade: (made: MadeColumns) => void;
  onClose: () => void;
};

type NewColumn = Extract<ChosenColumn, { as: "field" }>;

/** Maps all other columns together; their fields are created after you reviewed each name and type. */
export function AddMappingFields({ columns, rowsSeen, missing, taken, onMade, onClose }: Props) {
  const scope = useScope();
  const { run, pending, error } = useAction(createFieldsAction, { quiet: true });
  /** Where in the table the columns are that make a field. */
  const [places, setPlaces] = useState<readonly number[]>([]);
  const statsOf = new Map(columns.map(({ header, stats }) => [header, stats]));
  const optionsOf = ({ header, type, reading }: NewColumn) => {
    const stats = statsOf.get(header);
    const labels = stats ? (optionsFor(type, stats, reading?.separator) ?? []) : [];
    return labels.map((label) => ({ label }));
  };

  async function save(chosen: readonly ChosenColumn[], without: Absent[]) {
    const news = chosen.filter((column) => column.as === "field");
    setPlaces(chosen.flatMap(({ as }, at) => (as === "field" ? [at] : [])));
    const fields = news.map((column) => ({
      label: column.label,
      type: column.type,
      options: optionsOf(column),
    }));
    const result = fields.length > 0 ? await run(scope, { fields }) : null;
    if (result && !result.ok) return;
    const ids = result?.data.ids ?? [];
    if (ids.length > 0) toast.success(`${plural(ids.length, "field")} added`);
    const made = fields.flatMap(({ options, ...field }, at) => {
      const id = ids[at];
      if (id === undefined) return [];
      return [{ ...field, id, options: options.map(({ label }, place) => ({ id: -1 - place, label })) }];
    });
    const targets = chosen.flatMap((column) => {
      if (column.as === "ignore") return [{ header: column.header, target: { kind: "ignore" } as const }];
      if (column.as === "target") return [{ header: column.header, target: column.target }];
      const field = made[news.indexOf(column)];
      if (!field) return [];
      const guess = { ...column.reading, type: field.type, why: "", options: [] };
      return [{ header: column.header, target: madeFieldTarget(field, guess) }];
    });
    onMade({ columns: targets, fields: made, without });
  }

  return (
    <AddFieldsDialog
      description="Fields are added immediately. The mapping is saved with “Save mapping”."
      columns={columns}
      rows={rowsSeen ? null : 0}
      missing={missing}
      taken={taken}
      canCreate
      pending={pending}
      error={error && besideColumns(error, places)}
      onSave={(chosen) => void save(chosen.columns, chosen.without)}
      onClose={onClose}
    />
  );
}

/** What is wrong with a field, beside its column. */
function besideColumns(error: ActionError, places: readonly number[]): ActionError {
  const entries = Object.entries(error.fieldErrors ?? {}).map(([key, text]) => {
    const [, at, rest] = /^fields\.(\d+)\.(.+)$/.exec(key) ?? [];
    return at === undefined ? [key, text] : [`columns.${places[Number(at)]}.${rest}`, text];
  });
  return { ...error, fieldErrors: Object.fromEntries(entries) };
}
