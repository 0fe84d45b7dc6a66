"use client";

import { useId } from "react";
import { Badge } from "@/components/ui/badge";
import { FieldLabel } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import {
  Select,
  SelectContent,
  SelectGroup,
  SelectItem,
  SelectLabel,
  SelectTrigger,
  SelectValue,
} from "@/components/ui/select";
import type { ColumnTarget, StandardTarget } from "@/lib/sync/mapping";
import { type MappedColumn, STANDARD_LABELS } from "@/lib/syncs/describe-mapping";
import type { FieldChoice } from "@/lib/syncs/list-field-choices";

type FieldTarget = Extract<ColumnTarget, { kind: "field" }>;

type Props = {
  row: MappedColumn;
  /** Null: matched by its name. */
  target: ColumnTarget | null;
  fields: readonly FieldChoice[];
  onChange: (target: ColumnTarget | null) => void;
};

/** A column of the file, what it fills, and how. */
export function MappingRow({ row, target, fields, onChange }: Props) {
  const field = target?.kind === "field" ? fields.find(({ id }) => id === target.fieldId) : undefined;
  return (
    <li className="grid gap-3 border-b px-4 py-3 last:border-0 sm:grid-cols-[1fr_1.2fr]">
      <div className="flex min-w-0 flex-wrap items-center gap-2 self-start sm:min-h-8">
        <span className="break-words font-medium">{row.header}</span>
        {row.inFile ? null : <Badge variant="held">Not in the last file</Badge>}
      </div>
      <div className="grid gap-3">
        <TargetSelect row={row} target={target} fields={fields} onChange={onChange} />
        {target?.kind === "field" && field ? (
          <FieldOptions target={target} field={field} onChange={onChange} />
        ) : null}
      </div>
    </li>
  );
}

function TargetSelect({ row, target, fields, onChange }: Props) {
  const own = row.how === "matched" ? row.fills : null;
  return (
    <Select value={codeOf(target)} onValueChange={(code) => onChange(targetOf(code))}>
      <SelectTrigger aria-label={`What the column ${row.header} fills`}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value="auto">{own ? `By its name: ${own}` : "By its name: nothing"}</SelectItem>
        <SelectItem value="ignore">Ignore this column</SelectItem>
        <SelectGroup>
          <SelectLabel>Every user has</SelectLabel>
          {Object.entries(STANDARD_LABELS).map(([kind, label]) => (
            <SelectItem key={kind} value={kind}>
              {label}
            </SelectItem>
          ))}
        </SelectGroup>
        {fields.length > 0 ? (
          <SelectGroup>
            <SelectLabel>Profile fields</SelectLabel>
            {fields.map((field) => (
              <SelectItem key={field.id} value={`field:${field.id}`}>
                {field.label}
              </SelectItem>
            ))}
          </SelectGroup>
        ) : null}
      </SelectContent>
    </Select>
  );
}

type OptionsProps = { target: FieldTarget; field: FieldChoice; onChange: (target: ColumnTarget) => void };

function FieldOptions({ target, field, onChange }: OptionsProps) {
  const id = useId();
  return (
    <div className="grid gap-3 border-l-2 pl-3 sm:grid-cols-2">
      <div className="grid gap-1.5">
        <FieldLabel htmlFor={`${id}-blank`}>A blank cell</FieldLabel>
        <Select
          value={target.blank}
          onValueChange={(blank) => onChange({ ...target, blank: blank === "keep" ? "keep" : "clear" })}
        >
          <SelectTrigger id={`${id}-blank`}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value="clear">Clears the field</SelectItem>
            <SelectItem value="keep">Keeps what is there</SelectItem>
          </SelectContent>
        </Select>
      </div>
      {field.type === "multiple_choice" ? (
        <div className="grid gap-1.5">
          <FieldLabel htmlFor={`${id}-separator`}>Also separated by</FieldLabel>
          <Input
            id={`${id}-separator`}
            value={target.separator ?? ""}
            maxLength={10}
            placeholder="Line breaks only"
            onChange={(event) => onChange({ ...target, separator: event.target.value || undefined })}
          />
        </div>
      ) : null}
      {field.type === "date" ? (
        <div className="grid gap-1.5">
          <FieldLabel htmlFor={`${id}-format`}>Date format</FieldLabel>
          <Input
            id={`${id}-format`}
            value={target.dateFormat ?? ""}
            maxLength={40}
            placeholder="yyyy-MM-dd"
            className="font-mono text-sm"
            onChange={(event) => onChange({ ...target, dateFormat: event.target.value.trim() || undefined })}
          />
        </div>
      ) : null}
    </div>
  );
}

function codeOf(target: ColumnTarget | null): string {
  if (!target) return "auto";
  return target.kind === "field" ? `field:${target.fieldId}` : target.kind;
}

function targetOf(code: string): ColumnTarget | null {
  if (code.startsWith("field:")) return { kind: "field", fieldId: Number(code.slice(6)), blank: "clear" };
  if (code === "ignore") return { kind: "ignore" };
  return isStandard(code) ? { kind: code } : null;
}

function isStandard(code: string): code is StandardTarget {
  return code in STANDARD_LABELS;
}
