"use client";

import { useState } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { ALL_KINDS, FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import type { FieldType } from "@/lib/model/field";

type Props = {
  header: string;
  /** Null: the column is ignored. */
  type: FieldType | null;
  /** Whether values for options are known. */
  hasValues: boolean;
  onChange: (type: FieldType | null) => void;
};

const LEFT_OUT = "Ignore column";

/** The type of the field to create for a column. The list is rendered only while it is open: there may be hundreds. */
export function TypeSelect({ header, type, hasValues, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const types = ALL_KINDS.filter((entry) => hasValues || !hasOptions(entry.type));
  return (
    <Select
      open={open}
      onOpenChange={setOpen}
      value={type ?? "none"}
      onValueChange={(chosen) =>
        chosen !== "" && onChange(types.find((entry) => entry.type === chosen)?.type ?? null)
      }
    >
      <SelectTrigger aria-label={`Type of the field for ${header}`}>
        <SelectValue>{type ? FIELD_KINDS[type].label : LEFT_OUT}</SelectValue>
      </SelectTrigger>
      {open ? (
        <SelectContent>
          {types.map((entry) => (
            <SelectItem key={entry.type} value={entry.type}>
              {entry.label}
            </SelectItem>
          ))}
          <SelectItem value="none">{LEFT_OUT}</SelectItem>
        </SelectContent>
      ) : null}
    </Select>
  );
}
