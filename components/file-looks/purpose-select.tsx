"use client";

import { useState } from "react";
import { type Choice, isField, isStandard } from "@/components/file-looks/use-column-drafts";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { ALL_KINDS, FIELD_KINDS, hasOptions } from "@/lib/field-kinds/registry";
import type { StandardTarget } from "@/lib/model/mapping";
import { STANDARD_LABELS } from "@/lib/syncs/describe-mapping";

type Props = {
  header: string;
  choice: Choice;
  /** What is suggested, by its name. */
  near: string | null;
  /** Standard columns that nothing fills. */
  open: readonly StandardTarget[];
  /** Whether values for options are known. */
  hasValues: boolean;
  canCreate: boolean;
  onChange: (choice: Choice) => void;
};

/** What a column becomes. The list is rendered only while it is open: there may be hundreds. */
export function PurposeSelect({ header, choice, near, open, hasValues, canCreate, onChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const types = canCreate ? ALL_KINDS.filter(({ type }) => hasValues || !hasOptions(type)) : [];
  const choices: Choice[] = [
    ...(near === null ? [] : ["near" as const]),
    ...types.map(({ type }) => type),
    ...open,
    "ignore",
  ];
  return (
    <Select
      open={isOpen}
      onOpenChange={setOpen}
      value={choice}
      onValueChange={(chosen) => {
        const found = choices.find((one) => one === chosen);
        if (found) onChange(found);
      }}
    >
      <SelectTrigger aria-label={`${nameOf(choice, near)}: what ${header} becomes`}>
        <SelectValue>{nameOf(choice, near)}</SelectValue>
      </SelectTrigger>
      {isOpen ? (
        <SelectContent>
          {choices.map((one) => (
            <SelectItem key={one} value={one}>
              {nameOf(one, near)}
            </SelectItem>
          ))}
        </SelectContent>
      ) : null}
    </Select>
  );
}

function nameOf(choice: Choice, near: string | null): string {
  if (choice === "near") return `Use as ${near}`;
  if (choice === "ignore") return "Ignore column";
  if (isStandard(choice)) return `Use as ${STANDARD_LABELS[choice]}`;
  return isField(choice) ? FIELD_KINDS[choice].label : "";
}
