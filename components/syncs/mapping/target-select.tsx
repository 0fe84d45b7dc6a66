"use client";

import { useState } from "react";
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { FieldType } from "@/lib/model/field";
import type { ColumnTarget, StandardTarget } from "@/lib/model/mapping";
import { nameOf, STANDARD_LABELS, TEAMS_LABEL } from "@/lib/syncs/describe-mapping";
import { fieldTarget } from "@/lib/syncs/propose/field-target";

type FieldName = { id: number; label: string; type: FieldType };

type Props = {
  header: string;
  /** Null: matched by its name. */
  target: ColumnTarget | null;
  /** What the column is mapped to by its name; null for nothing. */
  byName: string | null;
  stats: ColumnStats;
  fields: readonly FieldName[];
  /** Name of a target -> the other column of the file that is mapped to it. */
  takenBy: () => ReadonlyMap<string, string>;
  invalid: boolean;
  onChange: (target: ColumnTarget | null) => void;
};

/** The target of a column: ID, Email, names, Mobile, Team(s), a field, or nothing. */
export function TargetSelect(props: Props) {
  const { header, target, byName, stats, fields, takenBy, invalid, onChange } = props;
  // Hundreds of columns have hundreds of fields each, so only the open list is rendered.
  const [open, setOpen] = useState(false);
  const auto = byName ?? "Not mapped: left out, with a warning";
  const note = (name: string) => {
    const other = takenBy().get(name);
    return other === undefined || other === header ? undefined : `Mapped from “${other}”`;
  };

  function choose(code: string): void {
    const id = code.startsWith("field:") ? Number(code.slice(6)) : null;
    const field = fields.find((candidate) => candidate.id === id);
    if (field) onChange(fieldTarget(field, stats));
    else onChange(plainTarget(code));
  }

  return (
    <Select
      open={open}
      onOpenChange={setOpen}
      value={codeOf(target)}
      onValueChange={(code) => code !== "" && choose(code)}
    >
      <SelectTrigger aria-label={`Field for column ${header}`} aria-invalid={invalid || undefined}>
        <SelectValue>{target ? nameOf(target, fields) : auto}</SelectValue>
      </SelectTrigger>
      {open ? (
        <SelectContent>
          <SelectItem value="auto" description={byName ? "Matched by name" : undefined}>
            {auto}
          </SelectItem>
          <SelectItem value="ignore">Ignored</SelectItem>
          <SelectGroup>
            <SelectLabel>Standard fields</SelectLabel>
            {Object.entries(STANDARD_LABELS).map(([kind, label]) => (
              <SelectItem key={kind} value={kind} description={note(label)}>
                {label}
              </SelectItem>
            ))}
            <SelectItem value="teams" description={note(TEAMS_LABEL)}>
              {TEAMS_LABEL}
            </SelectItem>
          </SelectGroup>
          {fields.length > 0 ? (
            <SelectGroup>
              <SelectLabel>Profile fields</SelectLabel>
              {fields.map((field) => (
                <SelectItem key={field.id} value={`field:${field.id}`} description={note(field.label)}>
                  {field.label}
                </SelectItem>
              ))}
            </SelectGroup>
          ) : null}
        </SelectContent>
      ) : null}
    </Select>
  );
}

function codeOf(target: ColumnTarget | null): string {
  if (!target) return "auto";
  return target.kind === "field" ? `field:${target.fieldId}` : target.kind;
}

function plainTarget(code: string): ColumnTarget | null {
  if (code === "ignore") return { kind: "ignore" };
  if (code === "teams") return { kind: "teams", blank: "clear" };
  return isStandard(code) ? { kind: code } : null;
}

function isStandard(code: string): code is StandardTarget {
  return code in STANDARD_LABELS;
}
